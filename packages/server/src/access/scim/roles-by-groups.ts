import { append, type EntryInput } from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { findMember, listOwners, updateRole, updateRoles } from '../members.store.ts';
import { accessEntry, grantBody } from '../permissions/access-entry.ts';
import { insertGrant, type StoredGrant, updateGrant } from '../permissions/grants.store.ts';
import { auditedRoles, type PersonRole, weightyRoles } from '../permissions/role.ts';
import { endResetsOf } from '../sign-in/resets.store.ts';
import type { ScimContext } from './activity.ts';
import { listStandings, type MappedRole, type Standing } from './scim-group-members.store.ts';
import { setGivenRole } from './scim-users.store.ts';

export type RolesGiven = {
  /** For the log: `role agent given`, or why one was not. */
  readonly outcomes: readonly string[];
  readonly changed: readonly string[];
  /** Closes open screens of whose role changed; call after the commit. */
  readonly afterCommit: () => void;
};

/** The strongest first: of several groups it counts. */
const strength: readonly PersonRole[] = [
  'owner',
  'administrator',
  'isms-owner',
  'auditor',
  'control-owner',
  'manager',
  'support-lead',
  'engineer',
  'moderator',
  'agent',
  'reader',
  'buyer',
  'employee',
];

/**
 * Gives people the role their groups say, and who is in no mapped group that of an employee. Only a role that SCIM gave is
 * moved: what people decided stays. A weighty one rests on the two who mapped the group, neither of whom gets it by that.
 */
export async function rolesByGroups(
  tx: Tx,
  context: ScimContext,
  users: readonly string[],
  services: Services,
): Promise<RolesGiven> {
  const { workspaceId } = context;
  const moves = (await listStandings(tx, workspaceId, users)).flatMap(moveOf);
  const plain = moves.filter(({ to }) => !weightyRoles.includes(to.role));
  const weighty = moves.filter(({ to }) => weightyRoles.includes(to.role));
  const outcomes: string[] = [];
  const changed: Move[] = [];
  const owners = new Set(await listOwners(tx, workspaceId));
  for (const move of weighty) {
    const problem = await problemOf(tx, context, move, owners);
    if (problem !== null) outcomes.push(problem);
    else {
      await giveWeighty(tx, context, move, services);
      changed.push(move);
    }
  }
  const lowered = plain.filter(({ standing }) => standing.role !== 'owner' || keepsAnOwner(owners, standing));
  if (lowered.length < plain.length) outcomes.push('the last owner keeps the role');
  await givePlain(tx, context, lowered, services);
  changed.push(...lowered);
  for (const role of new Set(changed.map(({ to }) => to.role))) {
    const subjects = changed.filter(({ to }) => to.role === role).map(({ standing }) => standing.subject);
    await setGivenRole(tx, workspaceId, subjects, role);
    outcomes.push(`role ${role} given${subjects.length === 1 ? '' : ` to ${subjects.length}`}`);
  }
  return {
    outcomes,
    changed: changed.map(({ standing }) => standing.subject),
    afterCommit: () => {
      for (const { standing } of changed) services.live.end(standing.userId);
    },
  };
}

type Move = {
  readonly standing: Standing;
  readonly to: MappedRole | { readonly role: 'employee'; readonly group: null };
};

function moveOf(standing: Standing): readonly Move[] {
  const mapped = strength.flatMap((role) => standing.mapped.find((one) => one.role === role) ?? []);
  const to = mapped[0] ?? ({ role: 'employee', group: null } as const);
  return to.role === standing.role ? [] : [{ standing, to }];
}

/** Takes one of several owners away from the count; false for the last one. */
function keepsAnOwner(owners: Set<string>, { subject }: Standing): boolean {
  if (owners.size < 2) return false;
  owners.delete(subject);
  return true;
}

async function problemOf(
  tx: Tx,
  { workspaceId }: ScimContext,
  { standing, to }: Move,
  owners: ReadonlySet<string>,
): Promise<string | null> {
  if (to.group === null || to.approvedBy === null) return `role ${to.role} needs a second person`;
  if (!owners.has(to.approvedBy))
    return `role ${to.role} waits: who approved the group owns the workspace no more`;
  if (to.mappedBy === standing.subject || to.approvedBy === standing.subject)
    return 'nobody gets a role by a group they mapped';
  if (standing.role === 'owner' && owners.size < 2) return 'the last owner keeps the role';
  const member = await findMember(tx, workspaceId, standing.subject);
  const beside = (member?.grants ?? []).map(({ role }) => role);
  const excludes =
    to.role === 'auditor' ? beside.some((role) => auditedRoles.includes(role)) : beside.includes('auditor');
  return excludes ? 'who audits does not run what is audited' : null;
}

async function givePlain(
  tx: Tx,
  { workspaceId, actor }: ScimContext,
  moves: readonly Move[],
  services: Services,
): Promise<void> {
  if (moves.length === 0) return;
  const at = services.clock.now();
  const entries = moves.map(({ standing, to }): EntryInput => {
    const { subject, role } = standing;
    const payload = { subject, reason: reasonOf(to), before: { role }, after: { role: to.role } };
    return accessEntry('member.changed@1', { actor, at, refs: [subject] }, payload);
  });
  await append(tx, entries, services);
  for (const role of new Set(moves.map(({ to }) => to.role))) {
    const subjects = moves.filter(({ to }) => to.role === role).map(({ standing }) => standing.subject);
    await updateRoles(tx, workspaceId, subjects, role);
  }
}

/** The same row and entry as when two people give the role by hand, so that the database holds it to the same rules. */
async function giveWeighty(
  tx: Tx,
  { workspaceId, actor }: ScimContext,
  { standing, to }: Move,
  services: Services,
): Promise<void> {
  if (to.group === null) return;
  const at = services.clock.now();
  const { subject, role } = standing;
  const waiting: StoredGrant = {
    id: services.ids.make('gra'),
    kind: 'own-role',
    subject,
    role: to.role,
    scope: {},
    reason: reasonOf(to),
    from: at,
    until: null,
    state: 'waiting',
    requestedBy: to.mappedBy,
    requestedAt: at,
    decidedBy: null,
    decidedAt: null,
    endedAt: null,
    position: -1,
  };
  const { mappedBy: requestedBy, approvedBy } = to;
  const held = { before: { role, grants: [] }, after: { role: to.role, grants: [] } };
  const payload = { ...grantBody(waiting), requestedBy, approvedBy, ...held };
  const entry = accessEntry('grant.given@1', { actor, at, refs: [waiting.id, subject] }, payload);
  const [appended] = await append(tx, [entry], services);
  const position = appended?.position ?? -1;
  await insertGrant(tx, workspaceId, { ...waiting, position });
  const given = { ...waiting, decidedBy: approvedBy, decidedAt: at, position };
  await updateGrant(tx, workspaceId, { ...given, state: 'given' });
  await updateRole(tx, workspaceId, subject, to.role);
  await endResetsOf(tx, workspaceId, subject);
  await updateGrant(tx, workspaceId, { ...given, state: 'ended', endedAt: at });
}

function reasonOf({ group }: Move['to']): string {
  return group === null ? 'in no group that gives a role' : `by the group ${group} of the identity provider`;
}
