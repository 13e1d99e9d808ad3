import { type Emission, emitPopulation, type IdentityField, identity, type RecordOf } from '@daybook/kit';
import { type Assignment, assignmentsAnswer, type Role, rolesAnswer } from './answer-schemas.ts';
import type { GoogleLists } from './google-lists.ts';
import { readGroups } from './read-groups.ts';
import { rightsOfRole } from './role-rights.ts';
import { maxGapHours, type Workspace } from './workspace.ts';

type Grant = RecordOf<'grant'>;
type Held = { readonly holder: IdentityField; readonly userId: string; readonly via: string | null };

/** Administrators' roles, held directly or by a security group. */
export async function* emitRoleGrants(lists: GoogleLists, workspace: Workspace): AsyncGenerator<Emission> {
  const { system, customer, users, roster } = workspace;
  const path = `directory/v1/customer/${customer}`;
  const roles = await lists.read(`${path}/roles?maxResults=100`, {
    schema: rolesAnswer,
    itemsOf: ({ items }) => items,
    keyOf: ({ roleId }) => roleId,
    what: "administrators' roles",
  });
  const assignments = await lists.read(`${path}/roleassignments?maxResults=200`, {
    schema: assignmentsAnswer,
    itemsOf: ({ items }) => items,
    keyOf: ({ roleAssignmentId }) => roleAssignmentId,
    what: "assignments of administrators' roles",
  });
  const groups = yield* readGroups(lists, customer);
  const byId = new Map(roles.items.map((role) => [role.roleId, role]));
  // A service account may hold a role without being one of the users.
  const named = (userId: string) => roster.find(userId) ?? identity({ login: userId, system });
  const heldBy = ({ assignedTo }: Assignment): readonly Held[] => {
    const group = groups.byId.get(assignedTo);
    if (group === undefined) return [{ holder: named(assignedTo), userId: assignedTo, via: null }];
    return [...groups.usersOf(assignedTo)].map((userId) => ({
      holder: named(userId),
      userId,
      via: group.email.slice(0, 200),
    }));
  };
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: "assignments of administrators' roles, to users and to groups",
    maxGapHours,
    records: assignments.items.flatMap((one) =>
      heldBy(one).map((held) => grantOf(one, byId.get(one.roleId), held, system)),
    ),
    lists: [users, roles, assignments, ...groups.lists],
    attributes: { ...groups.attributes, roles: roles.items.length },
  });
}

function grantOf(assignment: Assignment, role: Role | undefined, held: Held, system: string): Grant {
  const { rights, surely } = rightsOfRole(role);
  const isLimited = assignment.scopeType === 'ORG_UNIT' && Boolean(assignment.orgUnitId);
  return {
    system,
    grant: `${assignment.roleAssignmentId}/${held.userId}`.slice(0, 200),
    holder: held.holder,
    role: (role?.roleName ?? `role ${assignment.roleId}`).slice(0, 200),
    rights,
    ...(surely.length > 0 ? { surely } : {}),
    path: held.via === null ? 'direct' : 'group',
    via: held.via,
    scope: isLimited ? [`unit ${assignment.orgUnitId}`.slice(0, 200)] : [],
    origin: 'unknown',
    from: 'unknown',
    until: null,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: true,
  };
}
