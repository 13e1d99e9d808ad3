import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connector, SourceError } from '@daybook/kit';
import { z } from 'zod';
import { type Compare, collectFrom } from './check-access-lists.ts';
import { answersOfCassette } from './recorded-answers.ts';
import { harRoutes } from './replay-har.ts';

type FindConnector = (id: string) => Connector;

const populations = z.object({ 'servicenow users': z.int() });
const recordings = z.object({
  log: z.object({ entries: z.array(z.object({ response: z.object({ status: z.int() }) })) }),
});
const harIndex = z.record(
  z.string(),
  z.object({ exchanges: z.int(), statuses: z.record(z.string(), z.int()) }),
);
const recorded = '__recordings__';

/** Users of an instance, a company, a site and a portal as they were recorded; sources that refused; every exchange there is. */
export async function checkCompanies(inputs: string, find: FindConnector, compare: Compare): Promise<void> {
  const saas = join(inputs, '05-saas-logs-and-apis');
  const file = join(inputs, 'EXPECTED', 'populations.json');
  const expected = populations.parse(JSON.parse(readFileSync(file, 'utf8')))['servicenow users'];
  await checkServicenow(find('servicenow'), join(saas, 'servicenow-har-a'), expected, compare);
  await checkBamboohr(find('bamboohr'), join(saas, 'bamboohr-har-a', recorded), compare);
  await checkJira(find('jira'), join(saas, 'jira-har-a', 'steps', recorded), compare);
  await checkHubspot(
    find('hubspot'),
    join(inputs, '..', 'channels', 'account-lists', 'hubspot.yaml'),
    compare,
  );
  checkExchanges(inputs, compare);
}

async function checkServicenow(connector: Connector, folder: string, expected: number, compare: Compare) {
  const settings = (baseUrl: string) => ({ baseUrl, user: 'recorded', password: 'recorded' });
  const offsetOf = ({ query }: { readonly query: URLSearchParams }) => query.get('sysparm_offset') ?? '0';
  const steps = ['step-users_3124642174', 'step-groups_978496286'].map((name) =>
    join(folder, 'steps', recorded, name, 'recording.har'),
  );
  const read = await collectFrom(connector, harRoutes(steps, offsetOf), settings);
  compare('servicenow: accounts', read.count('account', read.host), expected);
  compare('servicenow: accounts complete', read.end('account', read.host)?.isComplete, true);
  compare('servicenow: roles were not recorded', read.end('grant', read.host)?.isComplete, false);
  compare('servicenow: invalid records', read.invalid, 0);
  const bad = 'validateInvocationFailsWithBadCredentials_3561388249';
  const refusing = harRoutes([join(folder, recorded, bad, 'recording.har')], () => '');
  const refused = await collectFrom(connector, refusing, settings);
  compare('servicenow 401: a failure', refused.error instanceof SourceError, true);
  compare('servicenow 401: no list', refused.ends('account').length === 0, true);
}

async function checkBamboohr(connector: Connector, folder: string, compare: Compare): Promise<void> {
  const files = ['iterateUsers_2144043971', 'verifyAuthentication_406099176'].map((name) =>
    join(folder, name, 'recording.har'),
  );
  const read = await collectFrom(
    connector,
    harRoutes(files, () => ''),
    (baseUrl) => ({ company: 'collegeeat', apiKey: 'recorded', baseUrl }),
  );
  const system = 'bamboohr:collegeeat';
  compare('bamboohr: accounts', read.count('account', system), 85);
  compare('bamboohr: accounts complete', read.end('account', system)?.isComplete, true);
  compare('bamboohr: employees were not recorded', read.end('person', system)?.isComplete, false);
  compare('bamboohr: invalid records', read.invalid, 0);
}

async function checkJira(connector: Connector, folder: string, compare: Compare): Promise<void> {
  const har = join(folder, 'stepsCloud_3515838877', 'recording.har');
  const read = await collectFrom(
    connector,
    harRoutes([har], ({ query }) => query.get('startAt') ?? ''),
    (baseUrl) => ({ baseUrl, user: 'recorded@team.example', token: 'recorded' }),
  );
  compare('jira: accounts', read.count('account', read.host), 12);
  compare('jira: accounts complete', read.end('account', read.host)?.isComplete, true);
  compare('jira: groups and roles were not recorded', read.end('grant', read.host)?.isComplete, false);
  compare('jira: invalid records', read.invalid, 0);
}

/** Written by hand there. An archived owner who is no listed user was one; a queue that is archived is nobody. */
async function checkHubspot(connector: Connector, cassette: string, compare: Compare): Promise<void> {
  const bodies = answersOfCassette(cassette);
  const read = await collectFrom(
    connector,
    ({ path }) => {
      if (path === '/account-info/v3/details') return { body: { portalId: 1, accountType: 'STANDARD' } };
      const body = bodies.get(`GET https://api.hubapi.com${path}`);
      return body === undefined ? { body: { results: [] } } : { body };
    },
    (baseUrl) => ({ token: 'recorded', baseUrl }),
  );
  compare('hubspot cassette: accounts', read.count('account', 'hubspot:1'), 3);
  compare('hubspot cassette: accounts complete', read.end('account', 'hubspot:1')?.isComplete, true);
  compare('hubspot cassette: invalid records', read.invalid, 0);
}

/** Every recording EXPECTED names holds as many exchanges, by status, as it says: none is cut or was added. */
function checkExchanges(inputs: string, compare: Compare): void {
  const index = harIndex.parse(JSON.parse(readFileSync(join(inputs, 'EXPECTED', 'har-index.json'), 'utf8')));
  const places = ['01-github', '05-saas-logs-and-apis'].flatMap((folder) =>
    readdirSync(join(inputs, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.har'))
      .map((path) => [path.replaceAll('\\', '/'), join(inputs, folder, path)] as const),
  );
  const asStated = places.filter(([path, file]) => {
    const { entries } = recordings.parse(JSON.parse(readFileSync(file, 'utf8'))).log;
    const statuses = Object.fromEntries(
      [...Map.groupBy(entries, ({ response }) => String(response.status))].map(([status, all]) => [
        status,
        all.length,
      ]),
    );
    const stated = index[path];
    return stated?.exchanges === entries.length && sameCounts(stated.statuses, statuses);
  });
  compare('recordings in EXPECTED', places.length, Object.keys(index).length);
  compare('recordings with as many exchanges of each status', asStated.length, places.length);
}

function sameCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
