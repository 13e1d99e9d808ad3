import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connector, type Emission, recordSchemas } from '@daybook/kit';
import { collectReplay, type ReplayRoutes, startReplay } from '@daybook/kit/testing';
import { z } from 'zod';
import { checkAccountLists } from './check-account-lists.ts';
import { harRoutes } from './replay-har.ts';

export type Compare = (what: string, found: unknown, expected: unknown) => void;
type FindConnector = (id: string) => Connector;

const populations = z.object({ okta: z.record(z.string(), z.int()) });

/** Accounts, grants and tokens of directories whose answers were recorded; the counts are those of `EXPECTED` or counted by hand. */
export async function checkAccessLists(inputs: string, find: FindConnector, compare: Compare): Promise<void> {
  const saas = join(inputs, '05-saas-logs-and-apis');
  const file = join(inputs, 'EXPECTED', 'populations.json');
  const expected = populations.parse(JSON.parse(readFileSync(file, 'utf8'))).okta;
  await checkOkta(find('okta'), join(saas, 'okta-har'), expected, compare);
  await checkGoogle(find('google-workspace'), join(saas, 'google-workspace-har-a'), compare);
  await checkGithub(find('github-access'), join(inputs, '01-github'), compare);
  await checkGitlab(find('gitlab'), join(saas, 'gitlab-narkoz'), compare);
  await checkAccountLists(inputs, find, compare);
}

async function checkOkta(
  connector: Connector,
  folder: string,
  expected: Readonly<Record<string, number>>,
  compare: Compare,
): Promise<void> {
  const files = [join(folder, 'steps_741716276', 'recording.har')];
  const read = await collectFrom(
    connector,
    harRoutes(files, ({ query }) => (query.get('filter')?.includes('DEPROVISIONED') ? 'deactivated' : '')),
    (baseUrl) => ({ baseUrl, token: 'recorded' }),
  );
  const { host } = read;
  const roles = read.end('grant', host)?.attributes;
  compare('okta: accounts', read.count('account', host), expected['/users']);
  compare('okta: accounts complete', read.end('account', host)?.isComplete, true);
  compare('okta: roles', read.count('grant', host), expected['/users/{id}/roles']);
  compare('okta: roles complete', read.end('grant', host)?.isComplete, true);
  compare('okta: groups', roles?.groups, expected['/groups']);
  compare('okta: memberships', roles?.groupMemberships, expected['/groups/{id}/users']);
  compare('okta: group rules', roles?.groupRules, expected['/groups/rules']);
  const apps = read.ends('account').filter(({ scope }) => scope !== host);
  compare('okta: apps', apps.length, expected['/apps']);
  compare('okta: people assigned to apps', read.holdersBelow(`${host}/`), expected['/apps/{id}/users']);
  const groups = read.ends('grant').filter(({ scope }) => scope !== host);
  const assigned = groups.reduce((sum, { attributes }) => sum + (attributes.groups ?? 0), 0);
  compare('okta: groups assigned to apps', assigned, expected['/apps/{id}/groups']);
  compare('okta: API tokens were not recorded', read.end('credential', host)?.isComplete, false);
  compare('okta: invalid records', read.invalid, 0);
}

async function checkGoogle(connector: Connector, folder: string, compare: Compare): Promise<void> {
  const files = [
    join(folder, 'groups', '__recordings__', 'fetchGroups_39646731', 'recording.har'),
    join(folder, 'roles', '__recordings__', 'fetchRoles_3681693084', 'recording.har'),
  ];
  const read = await collectFrom(
    connector,
    harRoutes(files, () => ''),
    (baseUrl) => ({ domain: 'recorded.example', customer: 'C048tgq5f', credentials: 'recorded', baseUrl }),
  );
  const system = 'google-workspace:recorded.example';
  const grants = read.end('grant', system);
  compare('google workspace: accounts', read.count('account', system), 6);
  compare('google workspace: accounts complete', read.end('account', system)?.isComplete, true);
  compare('google workspace: groups', grants?.attributes.groups, 3);
  compare('google workspace: memberships', grants?.attributes.groupMemberships, 4);
  compare('google workspace: roles', grants?.attributes.roles, 11);
  compare('google workspace: assignments were not recorded', grants?.isComplete, false);
  compare('google workspace: invalid records', read.invalid, 0);
}

async function checkGithub(connector: Connector, folder: string, compare: Compare): Promise<void> {
  for (const [name, members] of Object.entries(memberRecordings)) {
    const recording = join(folder, 'github-graphql-har-shared', name, 'recording.har');
    await checkMembers(connector, recording, { name, members }, compare);
  }
}

/** Who is a member, in each recording that asked for it. */
const memberRecordings = {
  members_937576464: 9,
  collaborators_232585722: 9,
  branchProtectionRules_2658866605: 9,
  pullRequests_4029166752: 9,
};

async function checkMembers(
  connector: Connector,
  har: string,
  { name, members }: { readonly name: string; readonly members: number },
  compare: Compare,
): Promise<void> {
  const kinds = ['samlIdentityProvider', 'membersWithRole'];
  const recorded = harRoutes([har], ({ body }) => kinds.find((kind) => body.includes(kind)) ?? '');
  const organisation = { login: 'recorded', html_url: 'https://github.com/recorded' };
  const read = await collectFrom(
    connector,
    (request) => {
      if (request.path === '/graphql') return recorded(request);
      if (request.path === '/orgs/recorded') return { body: organisation };
      const isApps = request.path.endsWith('/installations');
      return { body: isApps ? { total_count: 0, installations: [] } : [] };
    },
    (baseUrl) => ({ organisation: 'recorded', token: 'recorded', baseUrl }),
  );
  const accounts = read.end('account', 'github.com/recorded');
  compare(`github access ${name}: members`, read.count('account', 'github.com/recorded'), members);
  compare(`github access ${name}: members complete`, accounts?.isComplete, true);
  compare(`github access ${name}: invalid records`, read.invalid, 0);
}

/** One answer each was recorded; the two members have one number, which no list with a known end has. */
async function checkGitlab(connector: Connector, folder: string, compare: Compare): Promise<void> {
  const recorded = (name: string) => ({ body: readFileSync(join(folder, `${name}.json`), 'utf8') });
  const group = { id: 1, full_path: 'recorded', web_url: 'https://gitlab.example/groups/recorded' };
  const read = await collectFrom(
    connector,
    ({ path }) => {
      if (path.endsWith('/groups/recorded')) return { body: group };
      if (path.endsWith('/access_tokens')) return recorded('group_access_token_get_all');
      return path.endsWith('/members/all') ? recorded('group_members') : { body: [] };
    },
    (baseUrl) => ({ group: 'recorded', token: 'recorded', baseUrl }),
  );
  const system = 'gitlab.example/recorded';
  compare('gitlab: two members of one number are no list', read.end('account', system)?.isComplete, false);
  compare('gitlab: access tokens', read.count('credential', system), 2);
  compare('gitlab: access tokens complete', read.end('credential', system)?.isComplete, true);
  compare('gitlab: invalid records', read.invalid, 0);
}

type End = Extract<Emission, { type: 'end' }>;

export async function collectFrom(
  connector: Connector,
  routes: ReplayRoutes,
  settings: (baseUrl: string) => Record<string, unknown>,
) {
  const server = await startReplay(routes);
  const { emissions, error } = await collectReplay(connector, settings(server.url));
  await server.close();
  const records = emissions.flatMap((one) => (one.type === 'record' ? [one] : []));
  const ends = (kind: string): End[] =>
    emissions.flatMap((one) => (one.type === 'end' && one.kind === kind ? [one] : []));
  return {
    host: new URL(server.url).host,
    /** What ended it early; null where nothing did. */
    error,
    ends,
    end: (kind: string, scope: string) => ends(kind).find((one) => one.scope === scope),
    count: (kind: string, scope: string) =>
      records.filter((one) => one.kind === kind && one.scope === scope).length,
    holdersBelow: (scope: string) => {
      const below = records.filter((one) => one.kind === 'account' && one.scope.startsWith(scope));
      return new Set(below.map(({ record }) => ('holder' in record ? JSON.stringify(record.holder) : '')))
        .size;
    },
    invalid: records.filter(({ kind, record }) => !recordSchemas[kind].safeParse(record).success).length,
  };
}
