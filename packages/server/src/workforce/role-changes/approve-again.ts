import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { endRemovals } from '../removals/decide-removal.ts';
import { listRemovals } from '../removals/open-removals.ts';
import type { Removal } from '../removals/removal.ts';
import { findChange } from './role-changes.store.ts';

export type AgainOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly change: string;
  /** The accesses that may stay, by the ids of their removals. */
  readonly removals: readonly string[];
};

/** Says that somebody may keep these accesses in their new role; the others stay to be removed. Never about oneself. */
export async function approveAgain(order: AgainOrder, services: Services): Promise<readonly Removal[]> {
  const { workspaceId, actor, change: id, removals: ids } = order;
  if (actor.kind !== 'user') refuse('person-needed');
  const after = await services.database.withWorkspace(workspaceId, async (tx) => {
    const change = (await findChange(tx, id)) ?? refuse('not-found');
    if (isOneself(await pseudonymsOf(tx, actor), change.person)) refuse('own-rights');
    const removals = await listRemovals(tx, { origin: id });
    const known = new Set(removals.map((one) => one.id));
    if (ids.some((one) => !known.has(one))) refuse('not-found');
    await endRemovals(tx, { origin: id, ids, as: 'approved-again' }, removals, { actor, services });
    return listRemovals(tx, { origin: id });
  });
  services.live.publish(workspaceId, 'ledger');
  return after;
}
