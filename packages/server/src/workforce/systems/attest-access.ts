import type { DangerousRight, IdentityValues } from '@daybook/kit';
import { nameSubjects } from '../../intake/index.ts';
import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { deedEntry, requireHuman } from '../deed-entry.ts';
import { maskedReason } from '../masked-reason.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import {
  type AttestedHolder,
  confirmAttestation,
  insertAttestation,
  lockAttestation,
  withdrawAttestation,
} from './attestations.store.ts';
import { findSystem } from './read-systems.ts';

export type HolderWords = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly login?: string | undefined;
  readonly role: string;
  readonly rights: readonly DangerousRight[] | null;
};

type Deed = { readonly workspaceId: WorkspaceId; readonly actor: Actor; readonly system: string };

export type AccessWords = Deed & {
  readonly holders: readonly HolderWords[];
  readonly note: string;
  readonly untilAt: string;
};

const daysMax = 30;
const dayMs = 86_400_000;

/** One person says who has access to a system that tells nobody. It counts once another one confirms it. */
export async function attestAccess(order: AccessWords, services: Services): Promise<string> {
  requireHuman(order.actor);
  const now = services.clock.now();
  const lastMs = Date.parse(order.untilAt) - Date.parse(now);
  if (!(lastMs > 0 && lastMs <= daysMax * dayMs)) {
    refuse(
      'bad-request',
      'what is attested holds for thirty days at most',
      'choose a day within thirty days',
    );
  }
  const note = maskedReason(order.note, services);
  return services.database.withWorkspace(order.workspaceId, async (tx) => {
    await requireAttested(tx, order.system);
    const identities = order.holders.map((holder) => identityOf(holder, order.system));
    const named = await nameSubjects(tx, identities, order.actor, services);
    const holders = joinHolders(order.holders, named.subjects, services);
    const id = services.ids.make('att');
    const { system, actor } = order;
    const told = holders.map(({ subject, role, rights }) => ({
      subject,
      role,
      rights: rights && [...rights],
    }));
    const payload = { attestation: id, system, untilAt: order.untilAt, note, holders: told };
    const made = deedEntry('attestation.made@1', { actor, at: now, refs: [id] }, payload);
    const appended = await append(tx, [...named.entries, made], services);
    await named.remember(appended);
    const position = appended.at(-1)?.position ?? 0;
    const row = { id, system, note, madeBy: actor.id, madeAt: now, untilAt: order.untilAt, position };
    await insertAttestation(tx, row, holders);
    return id;
  });
}

async function requireAttested(tx: Tx, system: string): Promise<void> {
  const registered = (await findSystem(tx, system)) ?? refuse('not-found', 'this system is not registered');
  if (registered.means === 'attested') return;
  refuse(
    'conflict',
    'the list of this system is read, so nobody has to attest it',
    'say first that its list is attested, where it cannot be read any more',
  );
}

function identityOf({ name, email, login }: HolderWords, system: string): IdentityValues {
  const values = { ...(name && { name }), ...(email && { email }), ...(login && { login }) };
  if (Object.keys(values).length === 0)
    refuse('bad-request', 'everyone needs a name, a mail address or a login');
  return { ...values, system };
}

/** Whoever is named twice has both roles; rights nobody knows stay unknown. */
function joinHolders(
  words: readonly HolderWords[],
  subjects: readonly string[],
  services: Services,
): readonly AttestedHolder[] {
  const joined = new Map<string, AttestedHolder>();
  for (const [i, one] of words.entries()) {
    const subject = subjects[i] ?? '';
    const before = joined.get(subject);
    const role = maskedReason(one.role, services).slice(0, 90);
    const isKnown = one.rights !== null && before?.rights !== null;
    const rights = isKnown ? [...new Set([...(before?.rights ?? []), ...(one.rights ?? [])])] : null;
    const roles = before === undefined ? role : `${before.role}, ${role}`.slice(0, 200);
    joined.set(subject, { subject, role: roles, rights });
  }
  return [...joined.values()];
}

export type AttestationDeed = Deed & { readonly attestation: string };

/** The second person: from now on the list counts, as attested. */
export async function confirmAccess(order: AttestationDeed, services: Services): Promise<void> {
  requireHuman(order.actor);
  await services.database.withWorkspace(order.workspaceId, async (tx) => {
    const found = (await lockAttestation(tx, order.system, order.attestation)) ?? refuse('not-found');
    if (found.confirmedAt !== null || found.withdrawnAt !== null) refuse('already-decided');
    if (isOneself(await pseudonymsOf(tx, order.actor), found.madeBy)) {
      refuse(
        'second-person-needed',
        'whoever attests a list cannot confirm it',
        'ask somebody else to look at it',
      );
    }
    const now = services.clock.now();
    if (found.untilAt <= now) refuse('conflict', 'this ran out before it was confirmed', 'say it again');
    await confirmAttestation(tx, found.id, order.actor.id, now);
    await appendDeed(tx, 'attestation.confirmed@1', order, services);
  });
}

/** It turned out wrong: the list counts no more, and nobody has gone by that. */
export async function withdrawAccess(
  order: AttestationDeed & { readonly reason: string },
  services: Services,
): Promise<void> {
  requireHuman(order.actor);
  const reason = maskedReason(order.reason, services);
  await services.database.withWorkspace(order.workspaceId, async (tx) => {
    const found = (await lockAttestation(tx, order.system, order.attestation)) ?? refuse('not-found');
    if (found.withdrawnAt !== null) refuse('already-decided');
    await withdrawAttestation(tx, found.id, order.actor.id, services.clock.now());
    await appendDeed(tx, 'attestation.withdrawn@1', { ...order, reason }, services);
  });
}

async function appendDeed(
  tx: Tx,
  type: 'attestation.confirmed@1' | 'attestation.withdrawn@1',
  { actor, attestation, system, reason }: AttestationDeed & { readonly reason?: string },
  services: Services,
): Promise<void> {
  const place = { actor, at: services.clock.now(), refs: [attestation] };
  const payload = { attestation, system, ...(reason !== undefined && { reason }) };
  await append(tx, [deedEntry(type, place, payload)], services);
}
