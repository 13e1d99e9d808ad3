import { append } from '../../ledger/index.ts';
import {
  type Actor,
  refuse,
  type Services,
  systemActor,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { lockAccess } from '../members.store.ts';
import { accessEntry } from './access-entry.ts';
import { type GrantDecision, requireOthers } from './decide-grant.ts';
import { listRunOut, lockGrant, type StoredGrant, updateGrant } from './grants.store.ts';

/** Ends somebody else's grant before its time; what waits is declined instead. Throws `own-rights`, `already-decided`. */
export async function endGrant(order: GrantDecision, services: Services): Promise<StoredGrant> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const ended = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    const grant = (await lockGrant(tx, workspaceId, order.grant)) ?? refuse('not-found');
    requireOthers(order, grant);
    if (grant.state !== 'given') refuse('already-decided');
    return endOne(tx, { grant, actor, why: 'taken-back' }, services);
  });
  services.live.publish(workspaceId, 'ledger');
  return ended;
}

export type Ending = {
  readonly grant: StoredGrant;
  readonly actor: Actor;
  readonly why: 'taken-back' | 'time' | 'member-removed';
};

const endedPerTurnMax = 500;

/** Writes down which grants ran out. They count for nothing from their last instant on, whether this has run or not. */
export async function endRunOutGrants(workspaceId: WorkspaceId, services: Services): Promise<number> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const grants = await listRunOut(tx, services.clock.now(), endedPerTurnMax);
    for (const grant of grants) await endOne(tx, { grant, actor: systemActor, why: 'time' }, services);
    return grants.length;
  });
}

/** In the caller's transaction. */
export async function endOne(
  tx: Tx,
  { grant, actor, why }: Ending,
  services: Services,
): Promise<StoredGrant> {
  const at = services.clock.now();
  const endedAt = why === 'time' ? (grant.until ?? at) : at;
  const before = { role: grant.role, scope: { ...grant.scope }, from: grant.from, until: grant.until };
  const payload = { grant: grant.id, subject: grant.subject, why, endedAt, before, after: null };
  const refs = [grant.id, grant.subject];
  const entry = accessEntry('grant.ended@1', { actor, at, refs }, payload);
  const [appended] = await append(tx, [entry], services);
  const ended = { ...grant, state: 'ended', endedAt, position: appended?.position ?? -1 } as const;
  await updateGrant(tx, tx.workspaceId ?? '', ended);
  return ended;
}
