import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { refuseSealedAccount } from '../federation/refuse-sealed-account.ts';
import { listOwners, lockAccess, lockMember, updateRole } from '../members.store.ts';
import { accessEntry, maskedGrantReason } from './access-entry.ts';
import { requestInTx } from './request-grant.ts';
import { type PersonRole, weightyRoles } from './role.ts';

export type RoleChange = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly subject: string;
  readonly role: PersonRole;
  readonly reason: string;
};

/** `waiting`: another owner has to approve first; the grant is named. */
export type ChangedRole = { readonly state: 'changed' | 'waiting'; readonly grant: string | null };

/**
 * Gives a member another role. Nobody changes their own, the last owner stays one, and a weighty role is given by two people,
 * as far as there are two. Throws `own-rights`, `last-owner`, `not-found`, `conflict`, `roles-exclude-each-other`.
 */
export async function changeRole(change: RoleChange, services: Services): Promise<ChangedRole> {
  const { workspaceId, actor, subject, role } = change;
  services.keyring.assertOpen();
  if (subject === actor.id) refuse('own-rights');
  const reason = maskedGrantReason(change.reason, services);
  const changed = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    const member = (await lockMember(tx, workspaceId, subject)) ?? refuse('not-found');
    await refuseSealedAccount(tx, member);
    if (member.role === 'owner' && role !== 'owner') {
      if (!(await listOwners(tx, workspaceId)).some((owner) => owner !== subject)) refuse('last-owner');
      if (actor.kind !== 'user' || !(await listOwners(tx, workspaceId)).includes(actor.id))
        refuse('forbidden', 'an owner is changed by another owner alone');
    }
    if (weightyRoles.includes(role)) {
      const own = { kind: 'own-role', scope: {}, from: null, until: null } as const;
      const grant = await requestInTx(tx, { ...change, ...own, reason }, services);
      return {
        state: grant.state === 'waiting' ? 'waiting' : 'changed',
        grant: grant.id,
        userId: null,
      } as const;
    }
    if (member.role === 'service') refuse('bad-request', 'a service keeps its role');
    if (member.role === role) refuse('conflict', 'this member has this role already');
    const at = services.clock.now();
    const payload = { subject, reason, before: { role: member.role }, after: { role } };
    const entry = accessEntry('member.changed@1', { actor, at, refs: [subject] }, payload);
    await append(tx, [entry], services);
    await updateRole(tx, workspaceId, subject, role);
    return { state: 'changed', grant: null, userId: member.userId } as const;
  });
  // Its open screens come back under the new role.
  if (changed.userId !== null) services.live.end(changed.userId);
  services.live.publish(workspaceId, 'ledger');
  return { state: changed.state, grant: changed.grant };
}
