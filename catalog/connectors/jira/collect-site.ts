import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type RecordOf,
  type Roster,
  rosterOf,
} from '@daybook/kit';
import { accountOf } from './account-record.ts';
import { productsAnswer, type User } from './answer-schemas.ts';
import type { JiraSettings } from './connector.ts';
import { grantOfGroup, grantOfRole } from './grant-records.ts';
import { createJiraLists } from './jira-lists.ts';
import { type Groups, readGroups } from './read-groups.ts';
import { type ProjectRoles, readProjectRoles } from './read-project-roles.ts';

const maxGapHours = 7 * 24;

/** Reads one site: its users, the groups they are in and what those let them use, and the roles of its projects. */
export async function* collectSite(settings: JiraSettings, tools: ConnectorTools): AsyncGenerator<Emission> {
  const lists = createJiraLists(settings, tools);
  const system = new URL(settings.baseUrl).host;
  const users = await lists.users();
  if (users.failure !== null && users.items.length === 0) throw users.failure;
  const roster = rosterOf(system, users.items, ({ accountId, emailAddress, displayName }) => {
    return { id: accountId, email: emailAddress, name: displayName };
  });
  yield { type: 'progress', done: users.items.length, total: null, unit: 'users' };
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all users of the site: people, apps and customers',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) => accountOf(item, holder, system)),
    lists: [users],
  });
  const groups = await readGroups(lists);
  const products = await lists.one('/rest/api/3/applicationrole', productsAnswer, 'products of the site');
  const roles = await readProjectRoles(lists);
  const productsOf = (groupId: string) =>
    products.items
      .flat()
      .filter(({ groupDetails }) => groupDetails.some((group) => group.groupId === groupId))
      .map(({ key }) => key);
  const held = [...byGroups(groups, productsOf), ...byRoles(roles, groups)];
  const told = held.map(({ accountId, grantTo }) => grantTo(system, accountId, roster));
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'memberships in groups, and roles in projects, given directly or through a group',
    maxGapHours,
    records: told.filter((grant) => grant !== null),
    rejected: told
      .filter((grant) => grant === null)
      .map((_grant, i) => ({
        where: `membership ${i + 1} of a stranger`,
        reason: 'its account or group is none of the site',
      })),
    lists: [users, ...groups.lists, products, ...roles.lists],
  });
}

type Held = {
  readonly accountId: string;
  grantTo(system: string, accountId: string, roster: Roster<User>): RecordOf<'grant'> | null;
};

function* byGroups(groups: Groups, productsOf: (groupId: string) => readonly string[]): Generator<Held> {
  for (const { group, accountIds } of groups.items) {
    const products = productsOf(group.groupId);
    for (const accountId of accountIds) {
      const grantTo: Held['grantTo'] = (system, id, roster) => {
        const holder = roster.find(id);
        return holder && grantOfGroup({ system, holder, accountId: id, group, products });
      };
      yield { accountId, grantTo };
    }
  }
}

function* byRoles(roles: ProjectRoles, groups: Groups): Generator<Held> {
  const members = new Map(groups.items.map((one) => [one.group.groupId, one]));
  for (const { project, role } of roles.items) {
    for (const { actorUser, actorGroup } of role.actors) {
      const through = actorGroup === undefined ? undefined : members.get(actorGroup.groupId);
      if (actorUser === undefined && through === undefined) yield { accountId: '', grantTo: () => null };
      const accountIds = actorUser === undefined ? (through?.accountIds ?? []) : [actorUser.accountId];
      const group = actorUser === undefined ? (through?.group.name ?? null) : null;
      for (const accountId of accountIds) {
        const grantTo: Held['grantTo'] = (system, id, roster) => {
          const holder = roster.find(id);
          return holder && grantOfRole({ system, holder, accountId: id, project, role, group });
        };
        yield { accountId, grantTo };
      }
    }
  }
}
