import { append } from '../../ledger/index.ts';
import {
  type Actor,
  type MayDo,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { areOnePerson } from '../federation/break-glass.store.ts';
import { lockAccess, lockMember } from '../members.store.ts';
import { accessEntry } from './access-entry.ts';
import { giveGrant } from './give-grant.ts';
import { lockGrant, type StoredGrant, updateGrant } from './grants.store.ts';
import { refuseTogether } from './role.ts';

export type GrantDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly grant: string;
  /** What the policies say of this route and one thing. */
  readonly may: MayDo;
};

/** The second person says yes: never who asked, never who receives it, never a service. The database says the same. */
export async function approveGrant(order: GrantDecision, services: Services): Promise<StoredGrant> {
  const { workspaceId, actor } = order;
  if (actor.kind !== 'user') refuse('person-needed', 'a service never approves a grant');
  services.keyring.assertOpen();
  const given = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    const grant = await lockWaiting(tx, order);
    requireOthers(order, grant);
    if (await areOnePerson(tx, workspaceId, [grant.requestedBy, actor.id])) refuse('second-person-needed');
    const member = (await lockMember(tx, workspaceId, grant.subject)) ?? refuse('not-found');
    const kept = grant.kind === 'grant' ? [member.role] : [];
    refuseTogether([grant.role, ...kept, ...member.grants.map(({ role }) => role)]);
    return giveGrant(tx, { grant, member, actor, isNew: false }, services);
  });
  services.live.publish(workspaceId, 'ledger');
  return given;
}

/** Says no, also to what one asked for oneself. */
export async function declineGrant(order: GrantDecision, services: Services): Promise<StoredGrant> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const declined = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    const grant = await lockWaiting(tx, order);
    requireOthers(order, grant);
    const at = services.clock.now();
    const payload = { grant: grant.id, subject: grant.subject, declinedBy: actor.id };
    const refs = [grant.id, grant.subject];
    const entry = accessEntry('grant.declined@1', { actor, at, refs }, payload);
    const [appended] = await append(tx, [entry], services);
    const decided = { decidedBy: actor.id, decidedAt: at, position: appended?.position ?? -1 };
    const row = { ...grant, ...decided, state: 'declined' } as const;
    await updateGrant(tx, workspaceId, row);
    return row;
  });
  services.live.publish(workspaceId, 'ledger');
  return declined;
}

async function lockWaiting(tx: Tx, { workspaceId, grant }: GrantDecision): Promise<StoredGrant> {
  const found = (await lockGrant(tx, workspaceId, grant)) ?? refuse('not-found');
  return found.state === 'waiting' ? found : refuse('already-decided');
}

/** The policies keep who asks, who decides and who receives apart. Throws `own-rights`, `second-person-needed`. */
export function requireOthers({ may, actor }: GrantDecision, { requestedBy, subject }: StoredGrant): void {
  if (may({ kind: 'rights', requester: requestedBy, subject })) return;
  refuse(subject === actor.id ? 'own-rights' : 'second-person-needed');
}
