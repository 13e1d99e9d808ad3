import { type Emission, emitPopulation, type IdentityField, type RecordOf, readEach } from '@daybook/kit';
import { utcOrNull } from './account-record.ts';
import { type Role, rolesAnswer } from './answer-schemas.ts';
import type { Groups } from './groups.ts';
import type { OktaLists } from './okta-lists.ts';
import { maxGapHours, type Organisation, parallelMax } from './organisation.ts';
import { rightsOfRole } from './role-rights.ts';

/** Administrators' roles in Okta itself, held directly or through a group. */
export async function* emitRoleGrants(
  lists: OktaLists,
  { system, users, roster }: Organisation,
  groups: Groups,
): AsyncGenerator<Emission> {
  const read = yield* readEach({
    items: roster.accounts,
    unit: 'roles',
    parallelMax,
    read: ({ item }) =>
      lists.read<Role>(`users/${encodeURIComponent(item.id)}/roles`, rolesAnswer, 'roles of users'),
  });
  const records = roster.accounts.flatMap(({ item, holder }, i) =>
    (read[i]?.items ?? []).map((role) => grantOf(role, item.id, holder, system, groups)),
  );
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
