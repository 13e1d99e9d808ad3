import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReader, origin, setUp, startAccess, type TestServer } from './access/testing/start-access.ts';
import { discoverRoutes, errorBody, Refusal, type RefusalCode, type Route } from './platform/index.ts';

// Every route there is, against everyone who may not use it. A new route is in the walk as soon as its file exists.
const routes = await discoverRoutes();
const workspaceRoutes = routes.filter((route) => route.permission?.needs === 'workspace');
const closedRoutes = routes.filter((route) => route.permission?.needs !== 'public');
const writingRoutes = workspaceRoutes.filter((route) => route.method !== 'GET');

let server: TestServer;
let ownerCookie: string;
let readerCookie: string;

beforeAll(async () => {
  server = await startAccess({}, routes);
  ownerCookie = await setUp(server);
  readerCookie = await addReader(server, ownerCookie);
  await server.services.database.systemPool.query(
    "insert into workspace (workspace_id, slug, name, created_at) values (gen_random_uuid(), 'other', 'Other', now())",
  );
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

function nameOf(route: Route): string {
  return `${route.method} ${route.path}`;
}

const named = (list: readonly Route[]) => list.map((route) => [nameOf(route), route] as const);

async function call(route: Route, workspace: string, cookie?: string, headers: Record<string, string> = {}) {
  const url = route.path
    .replace(':workspace', workspace)
    .replace(/:[a-z-]+/gi, 'con_00000000-0000-7000-8000-000000000000');
  const answer = await server.app.inject({
    method: route.method,
    url,
    headers: { origin, ...headers, ...(cookie && { cookie }) },
    ...(route.method !== 'GET' && { payload: {} }),
  });
  return { status: answer.statusCode, body: answer.body };
}

/** To the letter what the error table says, with nothing of the place that was asked for. */
function refusalOf(code: RefusalCode, detail?: string) {
  const { status, body } = errorBody(new Refusal(code, detail));
  return { status, body: JSON.stringify(body) };
}

test('there are routes to walk, each with one address and a clear permission', () => {
  const addresses = routes.map(nameOf);

  expect(routes.length).toBeGreaterThan(5);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const route of routes) {
    expect(route.permission, nameOf(route)).toMatchObject({
      action: expect.stringMatching(/^[a-z][a-z-]*\.[a-z][a-z-]*$/),
      needs: expect.stringMatching(/^(public|signed-in|workspace)$/),
    });
  }
});

test('what answers a stranger is exactly what its own definition calls public, and never part of a workspace', async () => {
  const answering = [];
  for (const route of routes) {
    const { status } = await call(route, 'default');
    if (status !== 401) answering.push(route);
  }

  expect(answering.map(nameOf)).toEqual(
    routes.filter((route) => route.permission.needs === 'public').map(nameOf),
  );
  expect(answering.filter((route) => route.path.includes('/workspaces/'))).toEqual([]);
});

describe('nobody', () => {
  test.each(named(closedRoutes.filter((route) => route.method !== 'GET')))(
    '%s with a body nobody can read: 401 before it is looked at',
    async (_name, route) => {
      const headers = { origin, 'content-type': 'application/json' };
      const url = route.path.replace(':workspace', 'default');

      const answer = await server.app.inject({ method: route.method, url, headers, payload: '{' });

      expect(answer.statusCode).toBe(401);
    },
  );

  test.each(named(closedRoutes))('%s: 401', async (_name, route) => {
    expect(await call(route, 'default')).toEqual(refusalOf('unauthenticated'));
  });

  test.each(named(closedRoutes))('%s with a made-up cookie: 401', async (_name, route) => {
    expect(await call(route, 'default', 'daybook.session_token=made.up')).toEqual(
      refusalOf('unauthenticated'),
    );
  });
});

describe('a reader on what changes something', () => {
  test.each(named(writingRoutes))('%s: 403', async (_name, route) => {
    const detail = `your role does not allow \`${route.permission.action}\``;

    expect(await call(route, 'default', readerCookie)).toEqual(refusalOf('forbidden', detail));
  });
});

describe('a member of another workspace', () => {
  test.each(named(workspaceRoutes))(
    '%s: 404, the same as for one that does not exist',
    async (_name, route) => {
      const other = await call(route, 'other', ownerCookie);
      const missing = await call(route, 'missing', ownerCookie);

      expect(other).toEqual(refusalOf('not-found'));
      expect(missing).toEqual(other);
    },
  );
});

describe('a page of another site', () => {
  test.each(named(routes.filter((route) => route.method !== 'GET')))('%s: 403', async (_name, route) => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

    expect(await call(route, 'default', ownerCookie, headers)).toEqual(refusalOf('csrf-refused'));
  });
});
