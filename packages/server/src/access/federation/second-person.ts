import { type Actor, refuse, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { listOwners } from '../members.store.ts';
import { areOnePerson } from './break-glass.store.ts';

/** Refuses whoever may not be the second person: a service, who asked, who sealed the account that asked, and no owner. */
export async function refuseUnlessOwner(
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  requestedBy: string,
): Promise<void> {
  if (actor.kind !== 'user') refuse('person-needed', 'a service never approves');
  if (requestedBy === actor.id) refuse('second-person-needed');
  if (await areOnePerson(tx, workspaceId, [requestedBy, actor.id])) refuse('second-person-needed');
  const owners = await listOwners(tx, workspaceId);
  if (!owners.includes(actor.id)) refuse('forbidden', 'only an owner of the workspace approves this');
}
