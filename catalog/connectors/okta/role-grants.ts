import {
  type Emission,
  emitPopulation,
  type IdentityField,
  type ListRead,
  type RecordOf,
} from '@daybook/kit';
import { utcOrNull } from './account-record.ts';
import { type Role, rolesAnswer } from './answer-schemas.ts';
import type { Groups } from './groups.ts';
import type { OktaLists } from './okta-lists.ts';
import { maxGapHours, type Organisation } from './organisation.ts';
import { rightsOfRole } from './role-rights.ts';

/** Administrators' roles in Okta itself, held directly or through a group. */
export async function* emitRoleGrants(
  lists: OktaLists,
  { system, users, roster }: Organisation,
  groups: Groups,
): AsyncGenerator<Emission> {
  const read: ListRead<Role>[] = [];
  const records: RecordOf<'grant'>[] = [];
  for (const { item: user, holder } of roster.accounts) {
    const path = `users/${encodeURIComponent(user.id)}/roles`;
    const roles = await lists.read<Role>(path, rolesAnswer, 'roles of users');
    read.push(roles);
    for (const role of roles.items) records.push(grantOf(role, user.id, holder, system, groups));
  }
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: "administrators' roles of users and of the groups they are in",
    maxGapHours,
    records,
    lists: [users, ...groups.lists, ...read],
    attributes: groups.attributes,
  });
}

function grantOf(
  role: Role,
  userId: string,
  holder: IdentityField,
  system: string,
  groups: Groups,
): RecordOf<'grant'> {
  const isByGroup = role.assignmentType === 'GROUP';
  const isKnown = isByGroup || role.assignmentType === 'USER';
  return {
    system,
    grant: `${userId}/${role.id}`.slice(0, 200),
    holder,
    role: role.type === 'CUSTOM' ? (role.label?.slice(0, 200) ?? role.type) : role.type,
    rights: rightsOfRole(role.type),
    path: isKnown ? (isByGroup ? 'group' : 'direct') : 'unknown',
    via: isByGroup ? groupWith(role, userId, groups) : null,
    scope: [],
    origin: 'unknown',
    from: utcOrNull(role.created) ?? 'unknown',
    until: null,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: role.status === 'ACTIVE',
  };
}

/** The group of this user that gives the role; null where none of those that were read does. */
function groupWith(role: Role, userId: string, groups: Groups): string | null {
  const own = [...(groups.ofUser.get(userId) ?? [])];
  const by = (isSame: (given: Role) => boolean) =>
    own.find((id) => groups.roles.get(id)?.some(isSame) === true);
  const group = by(({ id }) => id === role.id) ?? by(({ type }) => type === role.type);
  return group === undefined ? null : (groups.nameOf.get(group) ?? group);
}
