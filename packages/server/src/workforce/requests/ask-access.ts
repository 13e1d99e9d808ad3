import type { DangerousRight } from '@daybook/kit';
import { append, type JsonValue } from '../../ledger/index.ts';
import {
  type Actor,
  type MayDo,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { requireHuman } from '../deed-entry.ts';
import { accountName } from '../linking/account-link.ts';
import { readLinks } from '../linking/read-links.ts';
import { maskedReason } from '../masked-reason.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { findGain } from './gains.store.ts';
import { rightsToAsk } from './judge-gains.ts';
import {
  decideRequest,
  insertRequest,
  lockRequest,
  type StoredRequest,
  waitsAbout,
} from './requests.store.ts';

export type AskOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly rights: readonly DangerousRight[];
  readonly reason: string;
  readonly until: string | null;
};

/** A person asks for access; it counts once somebody else, who is not the one it is for, has said yes. */
export async function askAccess(order: AskOrder, services: Services): Promise<StoredRequest> {
  const { workspaceId, actor, until } = order;
  requireHuman(actor);
  if (until !== null && until <= services.clock.now())
    refuse('bad-request', 'the access would be over already');
  const reason = maskedReason(order.reason, services);
  const asked = await services.database.withWorkspace(workspaceId, (tx) =>
    writeRequest(tx, { ...order, reason, aboutGrant: null }, services),
  );
  services.live.publish(workspaceId, 'ledger');
  return asked;
}

/**
 * Asks, for an access that is there already, whether it should be: a request that waits like any other. Said yes to, the access
 * stays one that was approved afterwards.
 */
export async function askAboutGain(
  {
    workspaceId,
    actor,
    system,
    position,
  }: Pick<AskOrder, 'workspaceId' | 'actor' | 'system'> & {
    readonly position: number;
  },
  services: Services,
): Promise<StoredRequest> {
  requireHuman(actor);
  const asked = await services.database.withWorkspace(workspaceId, async (tx) => {
    const gain = (await findGain(tx, { system, position })) ?? refuse('not-found');
    if (await waitsAbout(tx, `${system}/${gain.grant}`))
      refuse('conflict', 'somebody was asked about this already');
    const link = (await readLinks(tx, [gain])).get(accountName(gain));
    const subject =
      link?.person ?? refuse('bad-request', 'say first whose this account is', 'open it in the access list');
    const reason = 'It appeared without a request; is it needed?';
    const { role } = gain;
    const order = {
      workspaceId,
      actor,
      subject,
      system,
      role,
      rights: rightsToAsk(gain.rights),
      reason,
      until: null,
    };
    return writeRequest(tx, { ...order, aboutGrant: `${system}/${gain.grant}` }, services);
  });
  services.live.publish(workspaceId, 'ledger');
  return asked;
}

async function writeRequest(
  tx: Tx,
  {
    actor,
    subject,
    system,
    role,
    rights,
    reason,
    until,
    aboutGrant,
  }: AskOrder & { readonly aboutGrant: string | null },
  services: Services,
): Promise<StoredRequest> {
  const at = services.clock.now();
  const id = services.ids.make('acr');
  const said = { subject, system, role, rights: [...rights], reason, aboutGrant, until };
  const entry = requestEntry(
    'made',
    { id, subject },
    { actor, at },
    { request: id, ...said, requestedBy: actor.id },
  );
  const [appended] = await append(tx, [entry], services);
  const row: StoredRequest = {
    ...{ id, ...said, state: 'waiting', requestedBy: actor.id, requestedAt: at },
    ...{ decidedBy: null, decidedAt: null },
    ...{ position: appended?.position ?? -1, madePosition: appended?.position ?? -1 },
  };
  await insertRequest(tx, row);
  return row;
}

export type RequestDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly request: string;
  readonly may: MayDo;
};

/** The second person says yes: never who asked, never whom it is for, never a service. The database says the same. */
export function approveRequest(order: RequestDecision, services: Services): Promise<StoredRequest> {
  requireHuman(order.actor);
  return decide(order, services, (request, mine) => {
    requireOthers(order, request, mine);
    return 'approved';
  });
}

/** Says no, or takes back what one asked for oneself. */
export function declineRequest(order: RequestDecision, services: Services): Promise<StoredRequest> {
  return decide(order, services, (request, mine) => {
    if (request.requestedBy === order.actor.id) return 'withdrawn';
    requireOthers(order, request, mine);
    return 'declined';
  });
}

/** Takes back what one asked for oneself; to anybody else who may not see all requests there is none. */
export function withdrawRequest(order: RequestDecision, services: Services): Promise<StoredRequest> {
  const { actor, may } = order;
  requireHuman(actor);
  return decide(order, services, ({ requestedBy, subject }) => {
    if (!may({ subject })) refuse('not-found');
    if (requestedBy !== actor.id) refuse('forbidden', 'who asked for access takes it back');
    return 'withdrawn';
  });
}

function requireOthers(
  { may }: RequestDecision,
  { requestedBy, subject }: StoredRequest,
  mine: ReadonlySet<string>,
): void {
  if (isOneself(mine, subject)) refuse('own-rights');
  if (isOneself(mine, requestedBy) || !may({ kind: 'rights', requester: requestedBy, subject }))
    refuse('second-person-needed');
}

async function decide(
  { workspaceId, actor, request: id }: RequestDecision,
  services: Services,
  decisionOf: (
    request: StoredRequest,
    mine: ReadonlySet<string>,
  ) => Exclude<StoredRequest['state'], 'waiting'>,
): Promise<StoredRequest> {
  services.keyring.assertOpen();
  const decided = await services.database.withWorkspace(workspaceId, async (tx) => {
    const request = (await lockRequest(tx, id)) ?? refuse('not-found');
    const state = decisionOf(request, await pseudonymsOf(tx, actor));
    if (request.state !== 'waiting') refuse('already-decided');
    const at = services.clock.now();
    const { subject, system, role, rights, until, requestedBy } = request;
    const said = { request: id, subject, system, role, rights: [...rights], until, requestedBy };
    const [appended] = await append(tx, [requestEntry(state, request, { actor, at }, said)], services);
    const row = { ...request, state, decidedBy: actor.id, decidedAt: at, position: appended?.position ?? -1 };
    await decideRequest(tx, row);
    return row;
  });
  services.live.publish(workspaceId, 'ledger');
  return decided;
}

const types = {
  made: 'access-request.made@1',
  approved: 'access-request.approved@1',
  declined: 'access-request.declined@1',
  withdrawn: 'access-request.withdrawn@1',
} as const;

function requestEntry(
  step: keyof typeof types,
  { id, subject }: Pick<StoredRequest, 'id' | 'subject'>,
  { actor, at }: { readonly actor: Actor; readonly at: string },
  payload: JsonValue,
) {
  const told = { occurredAt: at, observedAt: at, refs: [id, subject], payload: ownWords(payload) };
  return { type: types[step], actor, ...told };
}
