import type { IdentityField, ListRead, RecordOf } from '@daybook/kit';
import {
  type Member,
  memberSchema,
  type Role,
  type RoleAssignment,
  roleAssignmentSchema,
  roleSchema,
} from './answer-schemas.ts';
import { rightsOfRole } from './directory-role-rights.ts';
import type { GraphClient } from './graph-client.ts';
import { utc } from './user-records.ts';

const termLengthMax = 200;

/** One way by which one principal holds one role of the directory. */
export type RoleHolding = {
  readonly role: Role;
  readonly principal: string;
  /** The group through which it is held; null: directly. */
  readonly group: Member | null;
  /** The administrative unit or application it is limited to; null: the whole directory. */
  readonly limit: string | null;
  /** It has to be activated first (Privileged Identity Management). */
  readonly isEligible: boolean;
  readonly from: string | null;
  readonly until: string | null;
};

export type RoleRead = {
  readonly holdings: readonly RoleHolding[];
  readonly lists: readonly ListRead<unknown>[];
  readonly gaps: readonly string[];
};

const always = { limit: null, isEligible: false, from: null, until: null };
const assignmentFields = '$expand=roleDefinition($select=displayName,isBuiltIn)';

/**
 * Reads all active roles with their members, then the assignments they leave out: own roles, roles limited to a part of the
 * directory, and roles that may be activated. Of a group that holds a role all its members count, also of groups in it.
 */
export async function readRoleHoldings(
  client: GraphClient,
  isKnown: (principal: string) => boolean,
): Promise<RoleRead> {
  const active = await readActiveRoles(client);
  const path = 'roleManagement/directory';
  const assigned = await client.list(
    `${path}/roleAssignments?${assignmentFields}`,
    roleAssignmentSchema,
    'role assignments',
  );
  const eligible = await client.list(
    `${path}/roleEligibilityScheduleInstances?${assignmentFields}`,
    roleAssignmentSchema,
    'roles that may be activated',
  );
  const found = new Set(active.found);
  const others = assigned.items.filter(
    (one) => isLimited(one) || !found.has(`${one.principalId} ${one.roleDefinitionId}`),
  );
  const lists = [...active.lists, ...[assigned, eligible].filter((list) => !isNotShown(list))];
  const holdings = [...active.holdings];
  for (const [assignment, isEligible] of [
    ...others.map((one) => [one, false] as const),
    ...eligible.items.map((one) => [one, true] as const),
  ]) {
    const holding = holdingOf(assignment, isEligible);
    const inside = isKnown(holding.principal) ? null : await readGroup(client, holding.principal);
    if (inside === null || isNotShown(inside)) {
      holdings.push(holding);
      continue;
    }
    lists.push(inside);
    const group = { id: holding.principal };
    holdings.push(...inside.items.map(({ id }) => ({ ...holding, principal: id, group })));
  }
  return { holdings, lists, gaps: [assigned, eligible].filter(isNotShown).map(gapOf) };
}

async function readActiveRoles(client: GraphClient) {
  const roles = await client.list('directoryRoles', roleSchema, 'directory roles');
  const lists: ListRead<unknown>[] = [roles];
  const holdings: RoleHolding[] = [];
  const found: string[] = [];
  for (const role of roles.items) {
    const members = await client.list(
      `directoryRoles/${role.id}/members`,
      memberSchema,
      'members of directory roles',
    );
    lists.push(members);
    for (const member of members.items) {
      found.push(`${member.id} ${role.roleTemplateId ?? ''}`);
      if (member['@odata.type'] !== '#microsoft.graph.group') {
        holdings.push({ ...always, role, principal: member.id, group: null });
        continue;
      }
      const inside = await readGroup(client, member.id);
      lists.push(inside);
      holdings.push(...inside.items.map(({ id }) => ({ ...always, role, principal: id, group: member })));
    }
  }
  return { holdings, lists, found };
}

/** Everybody in a group and in groups inside of it, which themselves are nobody. */
async function readGroup(client: GraphClient, id: string): Promise<ListRead<Member>> {
  const path = `groups/${id}/transitiveMembers?$select=id,displayName`;
  const read = await client.list(path, memberSchema, 'members of groups that hold a role');
  return { ...read, items: read.items.filter((one) => one['@odata.type'] !== '#microsoft.graph.group') };
}

function holdingOf(assignment: RoleAssignment, isEligible: boolean): RoleHolding {
  const { roleDefinitionId, roleDefinition, principalId, directoryScopeId } = assignment;
  return {
    role: {
      id: roleDefinitionId,
      displayName: roleDefinition?.displayName || `role ${roleDefinitionId}`,
      roleTemplateId: roleDefinition?.isBuiltIn === false ? null : roleDefinitionId,
    },
    principal: principalId,
    group: null,
    limit: isLimited(assignment) ? (directoryScopeId ?? null) : null,
    isEligible,
    from: assignment.startDateTime ?? null,
    until: assignment.endDateTime ?? null,
  };
}

function isLimited({ directoryScopeId }: RoleAssignment): boolean {
  return Boolean(directoryScopeId) && directoryScopeId !== '/';
}

function isNotShown({ failure }: ListRead<unknown>): boolean {
  return failure?.code === 'source-refused' || failure?.code === 'source-not-found';
}

function gapOf({ failure }: ListRead<unknown>): string {
  return `roles beside the active ones of the whole directory are not all known: ${failure?.message ?? ''}`;
}

export function grantOfHolding(
  holding: RoleHolding,
  holder: IdentityField,
  system: string,
): RecordOf<'grant'> {
  const { role, group, principal, limit, isEligible } = holding;
  const ways = [
    ...(group === null ? [] : [group.id]),
    ...(limit === null ? [] : [limit]),
    ...(isEligible ? ['eligible'] : []),
  ];
  return {
    system,
    grant: [principal, 'role', role.id, ...ways].join(':').slice(0, termLengthMax),
    holder,
    role: isEligible ? `${roleName(role)} (may be activated)`.slice(0, termLengthMax) : roleName(role),
    rights: rightsOfRole(role),
    path: group === null ? 'direct' : 'group',
    via: group === null ? null : group.displayName?.slice(0, termLengthMax) || group.id,
    scope: limit === null ? [] : [limit.slice(0, termLengthMax)],
    origin: 'unknown',
    from: holding.from === null ? 'unknown' : utc(holding.from),
    until: isEligible ? (holding.until === null ? null : utc(holding.until)) : 'unknown',
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: !isEligible,
  };
}

export function roleName({ displayName, id }: Role): string {
  return displayName.slice(0, termLengthMax) || id;
}
