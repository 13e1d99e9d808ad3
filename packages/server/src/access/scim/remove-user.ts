import { append } from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { lockAccess, lockMember, removeMembership } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { endGrantsOf } from '../permissions/remove-member.ts';
import { endHere, refuseProtected, type ScimContext } from './activity.ts';
import { scimRefuse } from './scim-problem.ts';
import { deleteUser, lockUser, type ScimUser } from './scim-users.store.ts';

export type RemovedUser = { readonly user: ScimUser; readonly afterCommit: () => void };

/** Takes somebody out of the workspace for good. Whoever comes back is somebody new. In the caller's system transaction. */
export async function removeScimUser(
  tx: Tx,
  context: ScimContext,
  id: string,
  services: Services,
): Promise<RemovedUser> {
  const { workspaceId, actor } = context;
  await lockAccess(tx);
  const user = (await lockUser(tx, workspaceId, id)) ?? scimRefuse(404, null, 'there is nobody of this id');
  const member = await lockMember(tx, workspaceId, user.subject);
  if (member !== null) await refuseProtected(tx, member);
  const left = member ?? membershipLeft(user, context);
  await deleteUser(tx, workspaceId, id);
  if (left === null) return { user, afterCommit: () => undefined };
  await endGrantsOf(tx, left, actor, services);
  const afterCommit = member === null ? () => undefined : await endHere(tx, context, member, services);
  const at = services.clock.now();
  const before = { role: left.role, grants: left.grants.map((grant) => grant.id) };
  const payload = { subject: user.subject, reason: 'removed by the identity provider', before, after: null };
  const entry = accessEntry('member.removed@1', { actor, at, refs: [user.subject] }, payload);
  const [appended] = await append(tx, [entry], services);
  await removeMembership(tx, left, { at, position: appended?.position ?? -1 });
  return { user, afterCommit };
}

/** What is left of the membership of somebody deactivated. */
function membershipLeft({ kept, userId, subject }: ScimUser, { workspaceId }: ScimContext) {
  return kept === null ? null : { ...kept, workspaceId, userId, subjectId: subject, grants: [] };
}
