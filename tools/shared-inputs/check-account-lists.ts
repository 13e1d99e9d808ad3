import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connector, recordSchemas } from '@daybook/kit';
import { collectReplay, type ReplayRoutes, startReplay } from '@daybook/kit/testing';
import { z } from 'zod';
import type { Compare } from './check-access-lists.ts';
import { answersOfCassette } from './recorded-answers.ts';

type FindConnector = (id: string) => Connector;
type Counts = readonly (readonly [number, string])[];

const members = z.array(z.object({ login: z.string(), id: z.int() }));
const cassette = z.object({
  http_interactions: z.array(
    z.object({ response: z.object({ body: z.object({ base64_string: z.string() }) }) }),
  ),
});

/** Lists of accounts as four vendors answered them, recorded on cassettes; counted by hand. */
export async function checkAccountLists(
  inputs: string,
  find: FindConnector,
  compare: Compare,
): Promise<void> {
  const folder = join(inputs, '..', 'channels', 'account-lists');
  const bodies = (name: string) => [...answersOfCassette(join(folder, `${name}.yaml`), ({ url }) => url)];
  const bodyOf = (name: string, part: string) => bodies(name).find(([url]) => url.includes(part))?.[1] ?? '';

  const okta = await accountsOf(
    find('okta'),
    ({ path, query, baseUrl }) => {
      if (path !== '/api/v1/users' || query.has('filter')) return { body: [] };
      const next = { link: `<${baseUrl}${path}?after=00ucursorpage2example>; rel="next"` };
      if (query.has('after')) return { body: bodyOf('okta', 'after=') };
      return { body: bodyOf('okta', 'users?limit'), headers: next };
    },
    (baseUrl) => ({ baseUrl, token: 'recorded' }),
  );
  compareCounts(compare, 'okta cassette', okta, [
    [4, 'accounts'],
    [1, 'enabled'],
  ]);

  const google = await accountsOf(
    find('google-workspace'),
    ({ path }) => (path.endsWith('/v1/users') ? { body: bodyOf('google_workspace', '/users') } : null),
    (baseUrl) => ({ domain: 'recorded.example', credentials: 'recorded', baseUrl }),
  );
  compareCounts(compare, 'google workspace cassette', google, [
    [7, 'accounts'],
    [6, 'enabled'],
  ]);

  const gitlab = await accountsOf(
    find('gitlab'),
    ({ path }) => {
      if (path.endsWith('/members/all')) return { body: bodyOf('gitlab', 'members/all') };
      const group = { id: 12345, full_path: 'recorded', web_url: 'https://gitlab.com/groups/recorded' };
      return { body: path.endsWith('/groups/12345') ? group : [] };
    },
    (baseUrl) => ({ group: '12345', token: 'recorded', baseUrl }),
  );
  compareCounts(compare, 'gitlab cassette', gitlab, [
    [1, 'accounts'],
    [1, 'enabled'],
  ]);
  await checkGithub(inputs, find('github-access'), bodyOf('github', '/members?per_page'), compare);
}

/** The recorded list of members is REST's; GraphQL, which is asked, names the same one, and the second factor is REST's. */
async function checkGithub(
  inputs: string,
  connector: Connector,
  body: string,
  compare: Compare,
): Promise<void> {
  const edges = members.parse(JSON.parse(body)).map(({ login }) => ({
    role: 'ADMIN',
    hasTwoFactorEnabled: null,
    node: { login },
  }));
  const pageInfo = { hasNextPage: false, endCursor: null };
  const log = join(
    inputs,
    '01-github/github-octokitrb-cassettes/Octokit_Client_Organizations/_organization_audit_log',
    'returns_audit_log_for_an_organization.json',
  );
  const [event] = cassette.parse(JSON.parse(readFileSync(log, 'utf8'))).http_interactions;
  const logged = Buffer.from(event?.response.body.base64_string ?? '', 'base64').toString();
  const read = await accountsOf(
    connector,
    (request) => {
      const isMembers = request.body.includes('membersWithRole');
      const organization = isMembers
        ? { membersWithRole: { pageInfo, edges } }
        : { samlIdentityProvider: null };
      if (request.path === '/graphql') return { body: { data: { organization } } };
      if (request.path.endsWith('/acme-corp'))
        return { body: { login: 'acme-corp', html_url: 'https://github.com/acme-corp' } };
      if (request.path.endsWith('/installations')) return { body: { total_count: 0, installations: [] } };
      return { body: request.query.get('phrase')?.includes('org.add_member') ? logged : [] };
    },
    (baseUrl) => ({ organisation: 'acme-corp', token: 'recorded', baseUrl }),
  );
  compareCounts(compare, 'github access cassette', read, [
    [1, 'accounts'],
    [1, 'withSecondFactor'],
    [1, 'events'],
  ]);
}

async function accountsOf(
  connector: Connector,
  routes: ReplayRoutes,
  settings: (baseUrl: string) => Record<string, unknown>,
): Promise<Readonly<Record<string, number>>> {
  const server = await startReplay(routes);
  const { emissions } = await collectReplay(connector, settings(server.url));
  await server.close();
  const end = emissions.find((one) => one.type === 'end' && one.kind === 'account');
  const accounts = emissions.flatMap((one) =>
    one.type === 'record' && one.kind === 'account' ? [recordSchemas.account.parse(one.record)] : [],
  );
  return {
    accounts: accounts.length,
    enabled: accounts.filter(({ isEnabled }) => isEnabled === true).length,
    withSecondFactor: accounts.filter(({ hasMfa }) => hasMfa === true).length,
    events: emissions.filter((one) => one.type === 'record' && one.kind === 'config').length,
    complete: end?.type === 'end' && end.isComplete ? 1 : 0,
  };
}

function compareCounts(
  compare: Compare,
  name: string,
  found: Readonly<Record<string, number>>,
  counts: Counts,
): void {
  for (const [expected, what] of [...counts, [1, 'complete'] as const])
    compare(`${name}: ${what}`, found[what], expected);
}
