import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { get, origin, post } from './access/testing/start-access.ts';
import { type ControlsServer, startControls } from './controls/testing/start-controls.ts';
import { discoverRoutes, type Route } from './platform/index.ts';
import { account } from './testing/account-script.ts';
import { inTurn, rankShare } from './testing/rank-test.ts';

// What you may not see does not exist: real ids of one workspace, asked for by the owner of the one next door, by somebody whose
// role is too low, and by nobody, are answered like ids that were never given; to the letter, and in the same time.

const reading = (await discoverRoutes()).filter(
  ({ method, permission, responseKind }) =>
    method === 'GET' && permission.needs === 'workspace' && responseKind !== 'stream',
);
const single = reading.filter(({ path }) => path.replace(':workspace', '').includes(':'));
const changing = (await discoverRoutes()).filter(
  ({ method, permission, path }) =>
    method !== 'GET' && permission.needs === 'workspace' && path.replace(':workspace', '').includes(':'),
);

let server: ControlsServer;
let low: string;
/** Real ids of the workspace `default`, by the name of the parameter that takes them. */
let real: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await startControls();
  await server.tell('seen', { kind: 'account', scope: 'desk', records: [account('ada@company.example')] });
  const base = '/api/workspaces/default';
  const read = async (url: string) => (await get(server, `${base}${url}`, server.owner)).json();
  const person = { name: 'low', email: 'low@walk.example', password: 'a long enough phrase', role: 'buyer' };
  await post(server, `${base}/members`, person, server.owner);
  const other = { ...person, name: 'other', email: 'other@walk.example' };
  const { subject } = (await post(server, `${base}/members`, other, server.owner)).json();
  const signedIn = await post(server, '/api/sign-in', person);
  low = signedIn.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  const asked = { subject, role: 'reader', reason: 'for the walk' };
  const grant = (await post(server, `${base}/grants`, asked, server.owner)).json().id;
  const legal = { scope: { kind: 'all' }, reason: 'for the walk' };
  const hold = (await post(server, `${base}/holds`, legal, server.owner)).json().id;
  const wish = { positions: [5], legalBasis: 'gdpr-art-17-1-a', reason: 'for the walk' };
  const erasure = (await post(server, `${base}/erasures`, wish, server.owner)).json().id;
  const connection = (await read('/connections')).items[0].id;
  const pull = (await read('/pulls')).items[0].id;
  const control = (await read('/controls')).items[0].id;
  const framework = (await read('/frameworks')).items[0].id;
  real = { subject, grant, hold, erasure, connection, pull, control, framework, position: '3' };
  await makeNextDoor();
}, 120_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

/** A workspace whose owner is the same person as here, so that nothing but the wall between them refuses. */
async function makeNextDoor(): Promise<void> {
  const { systemPool } = server.services.database;
  await systemPool.query(
    "insert into workspace (workspace_id, slug, name, created_at) values (gen_random_uuid(), 'next-door', 'Next door', now())",
  );
  await systemPool.query(`
    insert into membership (workspace_id, user_id, role, subject_id, identity_position, identity_entry, created_position, created_at)
    select w.workspace_id, m.user_id, 'owner', 'sub_00000000-0000-4000-8000-0000000000aa', 0, 'ent_x', 0, now()
    from workspace w, membership m where w.slug = 'next-door' and m.role = 'owner'`);
}

const madeUp = 'con_00000000-0000-7000-8000-000000000000';

function addressOf({ path }: Route, workspace: string, ids: Readonly<Record<string, string>>): string {
  return path
    .replace(':workspace', workspace)
    .replace(/:([a-z-]+)/gi, (_, name: string) => encodeURIComponent(ids[name] ?? madeUp));
}

async function ask(route: Route, workspace: string, ids: Readonly<Record<string, string>>, cookie?: string) {
  const answer = await server.app.inject({
    method: route.method,
    url: addressOf(route, workspace, ids),
    headers: { origin, ...(cookie && { cookie }) },
    ...(route.method !== 'GET' && { payload: {} }),
  });
  return { status: answer.statusCode, body: answer.body, headers: namesOf(answer.headers) };
}

function namesOf(headers: object): readonly string[] {
  return Object.keys(headers).sort();
}

/** Parameters that name what the catalog holds for everybody, and no workspace's own. */
const ofTheCatalog = new Set(['framework', 'control', 'requirement', 'position']);
const ownParameters = ({ path }: Route) =>
  [...path.matchAll(/:([a-z-]+)/gi)].map(([, name = '']) => name).filter((name) => name !== 'workspace');
const isOwn = (route: Route) => ownParameters(route).every((name) => !ofTheCatalog.has(name));
const titled = (route: Route) => [`${route.method} ${route.path}`, route] as const;

test('there are things of one’s own to ask for, and they are there for their owner', async () => {
  const known = single.filter((route) => ownParameters(route).every((one) => real[one] !== undefined));

  expect(known.length).toBeGreaterThan(5);
  expect(Object.values(real).every((id) => typeof id === 'string' && id !== '')).toBe(true);
  for (const route of known.filter(isOwn)) {
    const answer = await ask(route, 'default', real, server.owner);
    expect([titled(route)[0], answer.status]).toEqual([titled(route)[0], 200]);
  }
});

describe.each([
  ['the owner of the workspace next door', 'next-door', (): string | undefined => server.owner],
  ['somebody whose role is too low', 'default', (): string | undefined => low],
  ['nobody', 'default', (): string | undefined => undefined],
] as const)('%s', (_who, workspace, cookie) => {
  test.each([...single, ...changing].filter(isOwn).map(titled))(
    '%s: a real id is answered like one that was never given',
    async (_name, route) => {
      const known = await ask(route, workspace, real, cookie());
      const unknown = await ask(route, workspace, {}, cookie());

      expect(known).toEqual(unknown);
      expect(known.status).toBeGreaterThanOrEqual(400);
    },
  );
});

test('lists, searches and counts next door hold nothing of here', async () => {
  const lists = reading.filter((route) => ownParameters(route).length === 0);
  const values = Object.entries(real).filter(([key]) => !ofTheCatalog.has(key));
  for (const route of lists) {
    const query = route.path.endsWith('/items') ? '?kind=account' : '';
    const url = `${addressOf(route, 'next-door', {})}${query}`;
    const { body } = await get(server, url, server.owner);
    for (const [key, id] of values)
      expect([route.path, key, body.includes(id)]).toEqual([route.path, key, false]);
  }
});

describe('the time an answer takes', () => {
  const samples = 300;
  // Chance alone leaves this band about once in a million runs (the deviation of the share is 1/sqrt(6 n), here 0.024).
  const shareMax = 0.5 + 5 * (1 / Math.sqrt(6 * samples));

  function verdict(first: readonly number[], second: readonly number[]): 'alike' | 'told apart' {
    return Math.abs(rankShare(first, second) - 0.5) < shareMax - 0.5 ? 'alike' : 'told apart';
  }

  const askFor = (url: string, cookie: string) => () => get(server, url, cookie);

  test.each([
    ['a workspace of others and one that does not exist', 'other/members', 'missing/members'],
    [
      'a source of next door and one that does not exist',
      'next-door/connections/:known',
      'next-door/connections/:none',
    ],
    [
      'an erasure of next door and one that does not exist',
      'next-door/erasures/:erasure',
      'next-door/erasures/:none',
    ],
  ])('%s cannot be told apart by it', async (_what, known, unknown) => {
    await server.services.database.systemPool.query(
      "insert into workspace (workspace_id, slug, name, created_at) values (gen_random_uuid(), 'other', 'Other', now()) on conflict do nothing",
    );
    const urlOf = (path: string) =>
      `/api/workspaces/${path}`
        .replace(':known', real.connection ?? '')
        .replace(':erasure', real.erasure ?? '')
        .replace(':none', madeUp);
    const one = askFor(urlOf(known), server.owner);
    const other = askFor(urlOf(unknown), server.owner);
    await inTurn(30, one, other);

    const times = await inTurn(samples, one, other);

    expect(verdict(times.first, times.second)).toBe('alike');
  });

  test('a slower path of a third of a millisecond would be told apart', async () => {
    const fast = askFor('/api/workspaces/missing/members', server.owner);
    const slow = async () => {
      await fast();
      const answered = performance.now();
      while (performance.now() - answered < 0.3) await Promise.resolve();
    };

    const times = await inTurn(samples, slow, fast);

    expect(verdict(times.first, times.second)).toBe('told apart');
  });
});
