import { type ConnectorTools, type Emission, emitPopulation, rosterOf } from '@daybook/kit';
import {
  type Group,
  groupSchema,
  type HeldRole,
  heldRoleSchema,
  type Role,
  roleSchema,
  type User,
  userSchema,
} from './answer-schemas.ts';
import type { ServicenowSettings } from './connector.ts';
import { readTable, type Table } from './read-table.ts';
import { accountOf, grantOf } from './user-records.ts';

const maxGapHours = 7 * 24;

const users: Table<User> = {
  name: 'sys_user',
  row: userSchema,
  what: 'users',
  fields: Object.keys(userSchema.shape),
};
const roles: Table<Role> = {
  name: 'sys_user_role',
  row: roleSchema,
  what: 'roles',
  fields: Object.keys(roleSchema.shape),
};
const heldRoles: Table<HeldRole> = {
  name: 'sys_user_has_role',
  row: heldRoleSchema,
  what: 'roles that users have',
  fields: Object.keys(heldRoleSchema.shape),
};
const groups: Table<Group> = {
  name: 'sys_user_group',
  row: groupSchema,
  what: 'groups',
  fields: Object.keys(groupSchema.shape),
};

/** Reads one instance: its users, and which role each of them has and through which group. */
export async function* collectInstance(
  settings: ServicenowSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const system = new URL(settings.baseUrl).host;
  const found = await readTable(tools, settings, users);
  if (found.failure !== null && found.items.length === 0) throw found.failure;
  yield { type: 'progress', done: found.items.length, total: found.total, unit: 'users' };
  const named = await readTable(tools, settings, roles);
  const held = await readTable(tools, settings, heldRoles);
  const groupsRead = await readTable(tools, settings, groups);
  const roster = rosterOf(system, found.items, ({ sys_id, email, user_name, name }) => {
    return { id: sys_id, email, login: user_name, name };
  });
  const roleById = new Map(named.items.map((role) => [role.sys_id, role]));
  const groupById = new Map(groupsRead.items.map((group) => [group.sys_id, group]));
  const namesByUser = Map.groupBy(held.items, ({ user }) => user);
  const namesOf = (user: User) =>
    [...new Set((namesByUser.get(user.sys_id) ?? []).flatMap(({ role }) => roleById.get(role)?.name ?? []))]
      .map((name) => name.slice(0, 200))
      .toSorted();
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all rows of the table of users',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) =>
      accountOf(item, holder, { system, roles: namesOf(item) }),
    ),
    lists: [found],
    ...(found.total === null ? {} : { sourceCount: found.total }),
  });
  const strangers = held.items.filter(({ user }) => roster.find(user) === null);
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'all roles users have, and the groups that give them',
    maxGapHours,
    records: held.items.flatMap((one) => {
      const holder = roster.find(one.user);
      if (holder === null) return [];
      const group = groupById.get(one.granted_by ?? '');
      return [grantOf(one, { system, holder, role: roleById.get(one.role), group })];
    }),
    rejected: strangers.map(({ sys_id }) => {
      return { where: `role held ${sys_id}`, reason: 'its user is not in the table of users' };
    }),
    lists: [found, named, held, groupsRead],
    ...(held.total === null ? {} : { sourceCount: held.total }),
  });
}
