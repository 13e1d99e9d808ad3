import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type ListRead,
  type Roster,
  rosterOf,
} from '@daybook/kit';
import {
  apiTokensAnswer,
  auditsAnswer,
  customRolesAnswer,
  groupsAnswer,
  type Membership,
  membershipsAnswer,
  oauthTokensAnswer,
  type User,
  usersAnswer,
} from './answer-schemas.ts';
import { configOf, exportOf, isAccessChange } from './audit-records.ts';
import type { ZendeskSettings } from './connector.ts';
import { credentialOfApiToken, credentialOfOauthToken } from './token-records.ts';
import { accountOf, type Directory, grantsOf } from './user-records.ts';
import { createZendeskClient, type ZendeskClient } from './zendesk-client.ts';

const maxGapHours = 7 * 24;
const auditDays = 400;
const dayMs = 86_400_000;

type Place = { readonly system: string; readonly roster: Roster<User>; readonly users: ListRead<User> };

/** Reads one account: agents with their roles and groups, tokens, and the audit log where the plan has one. */
export async function* collectAccount(
  settings: ZendeskSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const client = createZendeskClient(settings, tools);
  const system = `zendesk:${settings.subdomain}`;
  const users = await readUsers(client);
  const roster = rosterOf(system, users.items, ({ id, email, name }) => ({ id: String(id), email, name }));
  yield { type: 'progress', done: users.items.length, total: null, unit: 'agents' };
  const place = { system, roster, users };
  yield* readAccess(client, place);
  yield* readTokens(client, place, tools.now());
  yield* readAudits(client, place, tools.now());
}

/** The filter is Zendesk's; customers that come all the same are no accounts by which somebody acts for the brand. */
async function readUsers(client: ZendeskClient): Promise<ListRead<User>> {
  const path = 'users.json?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=100';
  const read = await client.list({
    path,
    schema: usersAnswer,
    itemsOf: ({ users }) => users,
    what: 'agents',
  });
  return { ...read, items: read.items.filter(({ role }) => role !== 'end-user') };
}

async function* readAccess(
  client: ZendeskClient,
  { system, roster, users }: Place,
): AsyncGenerator<Emission> {
  const groups = await client.list({
    path: 'groups.json?page%5Bsize%5D=100',
    schema: groupsAnswer,
    itemsOf: (answer) => answer.groups,
    what: 'groups',
  });
  const memberships = await client.list({
    path: 'group_memberships.json?page%5Bsize%5D=100',
    schema: membershipsAnswer,
    itemsOf: (answer) => answer.group_memberships,
    what: 'members of groups',
  });
  const customRoles = await readCustomRoles(client, users);
  const directory: Directory = {
    system,
    customRoles: new Map(customRoles.items.map((role) => [role.id, role])),
    groups: new Map(groups.items.map((group) => [group.id, group])),
    membershipsOf: indexMemberships(memberships.items),
  };
  const lists = [users, customRoles];
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all users with the role agent or admin',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) => accountOf(item, holder, directory)),
    lists,
  });
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'the role of every agent and administrator, and the groups they are in',
    maxGapHours,
    records: roster.accounts.flatMap(({ item, holder }) => grantsOf(item, holder, directory)),
    lists: [...lists, groups, memberships],
  });
}

/** Plans below Enterprise have none to show, and then no agent has one: what cannot be read there keeps nothing back. */
async function readCustomRoles(client: ZendeskClient, users: ListRead<User>) {
  const read = await client.list({
    path: 'custom_roles.json',
    schema: customRolesAnswer,
    itemsOf: (answer) => answer.custom_roles,
    what: 'custom roles',
  });
  const isNeeded =
    users.failure !== null || users.items.some(({ custom_role_id }) => typeof custom_role_id === 'number');
  return isNeeded || !isNotShown(read) ? read : { ...read, failure: null };
}

async function* readTokens(client: ZendeskClient, place: Place, now: string): AsyncGenerator<Emission> {
  const { system, roster, users } = place;
  const oauth = await client.list({
    path: 'oauth/tokens.json?all=true&page%5Bsize%5D=100',
    schema: oauthTokensAnswer,
    itemsOf: ({ tokens }) => tokens,
    what: 'OAuth tokens',
  });
  const api = await client.list({
    path: 'api_tokens.json',
    schema: apiTokensAnswer,
    itemsOf: ({ api_tokens }) => api_tokens,
    what: 'API tokens',
  });
  yield* emitPopulation({
    kind: 'credential',
    scope: system,
    query: 'OAuth tokens of all users, and API tokens',
    maxGapHours,
    records: [
      ...oauth.items.map((token) => credentialOfOauthToken(token, { system, roster, now })),
      ...api.items.map((token) => credentialOfApiToken(token, system)),
    ],
    lists: isNotShown(api) ? [users, oauth] : [users, oauth, api],
    gaps: isNotShown(api) ? ['Zendesk does not show the API tokens with these credentials'] : [],
  });
}

async function* readAudits(client: ZendeskClient, place: Place, now: string): AsyncGenerator<Emission> {
  const since = new Date(Date.parse(now) - auditDays * dayMs).toISOString();
  const window = [since, now].map((at) => `&filter%5Bcreated_at%5D%5B%5D=${encodeURIComponent(at)}`).join('');
  const audits = await client.list({
    path: `audit_logs.json?page%5Bsize%5D=100${window}`,
    schema: auditsAnswer,
    itemsOf: (answer) => answer.audit_logs,
    what: 'entries of the audit log, which only Enterprise plans have',
  });
  const told = { scope: place.system, maxGapHours, lists: [place.users, audits] };
  yield* emitPopulation({
    ...told,
    kind: 'config',
    keepsPast: true,
    query: `changes of users, roles, groups and tokens in the audit log of the last ${auditDays} days`,
    records: audits.items.filter(isAccessChange).map((audit) => configOf(audit, place)),
  });
  yield* emitPopulation({
    ...told,
    kind: 'export',
    keepsPast: true,
    query: `exports in the audit log of the last ${auditDays} days`,
    records: audits.items
      .filter(({ action }) => action === 'exported')
      .map((audit) => exportOf(audit, place)),
  });
}

function isNotShown({ failure }: ListRead<unknown>): boolean {
  return failure?.code === 'source-refused' || failure?.code === 'source-not-found';
}

function indexMemberships(memberships: readonly Membership[]): Directory['membershipsOf'] {
  const byUser = new Map<number, Membership[]>();
  for (const membership of memberships) {
    const known = byUser.get(membership.user_id);
    if (known === undefined) byUser.set(membership.user_id, [membership]);
    else known.push(membership);
  }
  return (user) => byUser.get(user) ?? [];
}
