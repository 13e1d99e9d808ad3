import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, cookieOf, post } from './access/testing/start-access.ts';
import { type ControlsServer, startControls, type Telling } from './controls/testing/start-controls.ts';
import { account } from './testing/account-script.ts';

// One member whose only right beside being an employee is to read what comes from one source. Two sources overlap.

const base = '/api/workspaces/default';
const dayMs = 24 * 60 * 60 * 1_000;

let server: ControlsServer;
let own: string;
let foreign: string;
let limited: string;
let subject: string;

const tells = (scope: string, ...names: readonly string[]): Telling => ({
  kind: 'account',
  scope,
  records: names.map((name) => account(`${name}@company.example`, { system: scope })),
});

beforeAll(async () => {
  server = await startControls();
  await server.tell('seen', tells('desk', 'ada', 'bea'), tells('shared', 'ada'));
  await server.tell('hidden', tells('crm', 'zoe', 'zed', 'zia'), tells('shared', 'ada', 'zoe'));
  const { items } = (await server.send('GET', `${base}/connections`, server.owner)).json();
  const idOf = (name: string) => items.find((one: { name: string }) => one.name === name).id;
  own = idOf('seen');
  foreign = idOf('hidden');
  const person = { name: 'Lia', email: 'lia@company.example', password: 'a long enough phrase' };
  const made = await post(server, `${base}/members`, { ...person, role: 'employee' }, server.owner);
  ({ subject } = made.json());
  const until = new Date(Date.parse(server.services.clock.now()) + dayMs).toISOString();
  const grant = { subject, role: 'reader', scope: { system: own }, reason: 'looks after this source', until };
  expect((await post(server, `${base}/grants`, grant, server.owner)).json().state).toBe('given');
  limited = cookieOf(await post(server, '/api/sign-in', { email: person.email, password: person.password }));
}, 60_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const read = async (url: string, cookie = limited) =>
  (await server.send('GET', `${base}${url}`, cookie)).json();
const answer = async (url: string, cookie = limited) => {
  const { statusCode, body } = await server.send('GET', `${base}${url}`, cookie);
  return { statusCode, body };
};

test('lists show what comes from the one source: connections, readings, populations and their numbers', async () => {
  const connections = await read('/connections');
  const pulls = await read('/pulls');
  const populations = await read('/populations');

  expect(connections.items.map(({ id }: { id: string }) => id)).toEqual([own]);
  expect(pulls.items.map(({ connection }: { connection: string }) => connection)).toEqual([own]);
  expect(await read(`/pulls?connection=${foreign}`)).toEqual(await read('/pulls?connection=con_none'));
  const told = populations.items.map(({ scope, items, connections: from }: Record<string, unknown>) => [
    scope,
    items,
    from,
  ]);
  expect(told).toEqual([
    ['desk', 2, [own]],
    ['shared', 1, [own]],
  ]);
  expect(JSON.stringify([connections, pulls, populations])).not.toContain(foreign);
});

test('items, their count, search and cursor stay within the source', async () => {
  const all = await read('/populations/items?kind=account&limit=1');
  const next = await read(`/populations/items?kind=account&limit=50&cursor=${all.nextCursor}`);

  expect(all.total).toBe(3);
  expect([...all.items, ...next.items].map(({ scope }: { scope: string }) => scope)).toEqual([
    'desk',
    'desk',
    'shared',
  ]);
  expect((await read('/populations/items?kind=account&scope=crm')).items).toEqual([]);
  expect((await read('/populations/items?kind=account&scope=crm')).total).toBe(0);
  const hiddenKey = (await read('/populations/items?kind=account&scope=crm', server.owner)).items[0].key;
  expect((await read(`/populations/items?kind=account&search=${hiddenKey}`)).items).toEqual([]);
  expect((await read('/populations/items?kind=account&scope=shared', server.owner)).total).toBe(2);
});

test('a single thing of another source is not there, to the letter', async () => {
  const [hidden] = (await read('/populations/items?kind=account&scope=crm', server.owner)).items;
  const item = (scope: string, key: string) =>
    `/item?kind=account&scope=${scope}&key=${encodeURIComponent(key)}`;
  const hiddenPull = (await read(`/pulls?connection=${foreign}`, server.owner)).items[0].id;

  expect(await answer(item('crm', hidden.key))).toEqual(await answer(item('crm', 'nothing')));
  expect((await answer(item('crm', hidden.key))).statusCode).toBe(404);
  expect(await answer(`/connections/${foreign}`)).toEqual(await answer('/connections/con_none'));
  expect(await answer(`/pulls/${hiddenPull}`)).toEqual(await answer('/pulls/pul_none'));
  expect((await answer(item('crm', hidden.key), server.owner)).statusCode).toBe(200);
});

test('what several sources tell of one thing shows the part of the own source', async () => {
  const { items } = await read('/populations/items?kind=account&scope=shared');
  const shown = await read(`/item?kind=account&scope=shared&key=${encodeURIComponent(items[0].key)}`);
  const whole = await read(
    `/item?kind=account&scope=shared&key=${encodeURIComponent(items[0].key)}`,
    server.owner,
  );

  const sources = (of: { history: readonly { connection: string }[] }) =>
    new Set(of.history.map(({ connection }) => connection));
  expect(sources(shown)).toEqual(new Set([own]));
  expect(sources(whole)).toEqual(new Set([own, foreign]));
});

test('the grant opens nothing that is not decided by system, and nothing to be changed', async () => {
  const session = (await server.send('GET', '/api/session', limited)).json();

  expect(session.workspaces[0].actions).toEqual(
    expect.arrayContaining(['connection.list', 'item.list', 'population.list', 'pull.list']),
  );
  expect(session.workspaces[0].actions).not.toContain('ledger.list');
  for (const url of ['/members', '/ledger/entries', '/controls', '/erasures']) {
    expect([url, (await answer(url)).statusCode]).toEqual([url, 403]);
  }
  expect(codeOf(await server.send('POST', `${base}/connections/${own}/collect`, limited))).toBe(
    '403 forbidden',
  );
});

test('when its time is over the source is gone as well', async () => {
  (server.clock as typeof server.clock).forward(dayMs);

  for (const url of ['/connections', '/populations', '/pulls', '/populations/items?kind=account']) {
    expect([url, (await answer(url)).statusCode]).toEqual([url, 403]);
  }
});
