import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { refuseSealedAccount } from '../federation/refuse-sealed-account.ts';
import { listOwners, lockAccess, lockMember, type Membership, removeMembership } from '../members.store.ts';
import { forgetScimUser } from '../scim/scim-users.store.ts';
import { endAccess } from '../sign-in/end-access.ts';
import { accessEntry, maskedGrantReason } from './access-entry.ts';
import { endOne } from './end-grants.ts';
import { listOpenGrants, updateGrant } from './grants.store.ts';

export type Removal = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly subject: string;
  readonly reason: string;
};

/**
 * Takes somebody out of the workspace: their grants end, their sessions and open screens end at once, and from the commit on
 * the workspace does not exist for them. Throws `last-owner`, `not-found`.
 */
export async function removeMember(removal: Removal, services: Services): Promise<void> {
  const { workspaceId, actor, subject } = removal;
  services.keyring.assertOpen();
  const reason = maskedGrantReason(removal.reason, services);
  const closeScreens = await services.database.withSystem('remove a member', async (system) => {
    const tx = { ...system, workspaceId };
    await lockAccess(tx);
    const member = (await lockMember(tx, workspaceId, subject)) ?? refuse('not-found');
    await refuseRemoval(tx, member, actor);
    await endGrantsOf(tx, member, actor, services);
    const at = services.clock.now();
    const before = { role: member.role, grants: member.grants.map(({ id }) => id) };
    const payload = { subject, reason, before, after: null };
    const entry = accessEntry('member.removed@1', { actor, at, refs: [subject] }, payload);
    const [appended] = await append(tx, [entry], services);
    const told = { by: actor, in: workspaceId };
    const closing = await endAccess(tx, member.userId, 'member-removed', services, told);
    await removeMembership(tx, member, { at, position: appended?.position ?? -1 });
    await forgetScimUser(tx, workspaceId, subject);
    return closing;
  });
  closeScreens();
  services.live.publish(workspaceId, 'ledger');
}

async function refuseRemoval(tx: Tx, member: Membership, actor: Actor): Promise<void> {
  if (member.role === 'service') refuse('bad-request', 'the command line of this machine stays a member');
  await refuseSealedAccount(tx, member);
  if (member.role !== 'owner') return;
  const owners = await listOwners(tx, member.workspaceId);
  if (owners.length === 1) refuse('last-owner');
  if (!owners.includes(actor.id)) refuse('forbidden', 'an owner is removed by an owner alone');
}

/** What waits is declined with the person, what is held ends. */
export async function endGrantsOf(
  tx: Tx,
  member: Membership,
  actor: Actor,
  services: Services,
): Promise<void> {
  for (const grant of await listOpenGrants(tx, member.workspaceId, member.subjectId)) {
    if (grant.state === 'given') await endOne(tx, { grant, actor, why: 'member-removed' }, services);
    else
      await updateGrant(tx, member.workspaceId, { ...grant, state: 'ended', endedAt: services.clock.now() });
  }
}
