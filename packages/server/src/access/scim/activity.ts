import { append } from '../../ledger/index.ts';
import type { Actor, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { endKeys } from '../api-keys/end-keys.ts';
import {
  findMembership,
  insertMembership,
  listOwners,
  lockMember,
  type Membership,
  suspendMembership,
} from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import type { PersonRole } from '../permissions/role.ts';
import { endAccess } from '../sign-in/end-access.ts';
import { scimRefuse } from './scim-problem.ts';
import { belongsElsewhere, isSealedAccount } from './scim-sign-ins.store.ts';
import { markActive, markInactive, type ScimUser } from './scim-users.store.ts';

export type ScimContext = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
};

type After = () => void;

/**
 * Takes somebody out of the workspace for a time: from the commit on it does not exist for them, whatever session, key or
 * screen they hold. What they belong to elsewhere is not touched. Refuses the last owner and sealed accounts.
 */
export async function deactivate(
  tx: Tx,
  { workspaceId, actor }: ScimContext,
  user: ScimUser,
  services: Services,
): Promise<After> {
  const member = await lockMember(tx, workspaceId, user.subject);
  if (member === null) return () => undefined;
  await refuseProtected(tx, member);
  const at = services.clock.now();
  const payload = { subject: user.subject, source: 'scim', before: { role: member.role }, after: null };
  const entry = accessEntry('member.deactivated@1', { actor, at, refs: [user.subject] }, payload);
  const closing = await endHere(tx, { workspaceId, actor }, member, services);
  await append(tx, [entry], services);
  await suspendMembership(tx, member);
  await markInactive(tx, workspaceId, user.id, { kept: { ...member, role: personRole(member) }, at });
  return closing;
}

/** Gives the very membership back that was taken: the same pseudonym, role and grants. */
export async function reactivate(
  tx: Tx,
  { workspaceId, actor }: ScimContext,
  user: ScimUser,
  services: Services,
): Promise<void> {
  const { kept, subject, userId } = user;
  if (kept === null) return;
  const at = services.clock.now();
  // Somebody may have been added by hand meanwhile: then that membership is the one that counts.
  const other = await findMembership(tx, workspaceId, userId);
  if (other !== null) {
    await markActive(tx, workspaceId, user.id, { subject: other.subjectId, givenRole: null, at });
    return;
  }
  const payload = { subject, source: 'scim', before: null, after: { role: kept.role } };
  const entry = accessEntry('member.reactivated@1', { actor, at, refs: [subject] }, payload);
  await append(tx, [entry], services);
  const { role, identityPosition, identityEntry, createdPosition, createdAt } = kept;
  await insertMembership(tx, {
    workspaceId,
    userId,
    role,
    subjectId: subject,
    identityPosition,
    identityEntry,
    createdPosition,
    createdAt,
    grants: [],
  });
  await markActive(tx, workspaceId, user.id, { subject, givenRole: user.givenRole, at });
}

/** The last owner and accounts for emergencies stay, and the provider is told so. */
export async function refuseProtected(tx: Tx, member: Membership): Promise<void> {
  if (member.role === 'owner' && (await listOwners(tx, member.workspaceId)).length === 1)
    scimRefuse(403, null, 'this is the last owner of the workspace: make somebody else an owner first');
  if (await isSealedAccount(tx, member.userId))
    scimRefuse(403, null, 'this is an account for emergencies: end it in Daybook instead');
}

/**
 * Sessions are one for all workspaces of a sign-in: where there is another one they stay, and are worth nothing here. Keys of
 * this workspace end in any case, and every open screen closes; those of elsewhere open again by themselves.
 */
export async function endHere(
  tx: Tx,
  { workspaceId, actor }: ScimContext,
  member: Membership,
  services: Services,
): Promise<After> {
  const told = { by: actor, in: workspaceId };
  if (!(await belongsElsewhere(tx, workspaceId, member.userId)))
    return endAccess(tx, member.userId, 'deactivated', services, told);
  const closeKeys = await endKeys(tx, member.subjectId, 'deactivated', services, told);
  return () => {
    closeKeys();
    services.live.end(member.userId);
  };
}

function personRole({ role }: Membership): PersonRole {
  if (role === 'service') throw new Error('a service is no person of a provider');
  return role;
}
