import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personRoles, type Role } from './access/permissions/role.ts';
import { endAccess } from './access/sign-in/end-access.ts';
import {
  cookieOf,
  get,
  origin,
  post,
  setUp,
  signInToDecide,
  startAccess,
  type TestServer,
} from './access/testing/start-access.ts';
import { discoverRoutes, errorBody, Refusal, type RefusalCode, type Route } from './platform/index.ts';

// Every route there is, against everyone who may not use it. A new route is in the walk as soon as its file exists.
const routes = await discoverRoutes();
const workspaceRoutes = routes.filter((route) => route.permission?.needs === 'workspace');
const closedRoutes = routes.filter((route) => route.permission?.needs !== 'public');

let server: TestServer;
let ownerCookie: string;

beforeAll(async () => {
  server = await startAccess({}, routes);
  ownerCookie = await setUp(server);
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

// Made by `npm run generate` and reviewed as a document: what this walk expects is not computed by what it walks.
const [head = [], ...lines] = readFileSync(
  join(import.meta.dirname, '../../../docs/reference/permissions.csv'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const reviewed = new Map(lines.map((cells) => [cells[0] ?? '', cells]));

function cellOf(action: string, role: Role): string {
  return reviewed.get(action)?.[head.indexOf(role)] ?? 'not in the table';
}

/** What is allowed on one's own things alone is refused where the route does not look at each of them. */
function isRefused({ permission }: Route, role: Role): boolean {
  const cell = cellOf(permission.action, role);
  return cell === 'no' || (cell === 'own' && permission.isScoped !== true);
}

async function addMember(name: string, role: Role) {
  const email = `${name}@walk.example`;
  const password = 'a long enough phrase';
  const made = await post(
    server,
    '/api/workspaces/default/members',
    { name, email, role, password },
    ownerCookie,
  );
  const { subject } = made.json<{ subject: string }>();
  const signIn = () => post(server, '/api/sign-in', { email, password });
  return { cookie: await signInToDecide(server, { email, password }), subject, signIn };
}

async function query(statement: string, ...values: readonly string[]): Promise<void> {
  await server.services.database.systemPool.query(statement, [...values]);
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
    routes
      .filter(({ permission }) => permission.needs === 'public' && permission.token === undefined)
      .map(nameOf),
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

describe('whoever may not', () => {
  // One member of each role; a fresh one is its own person.
  const cookies = new Map<Role, string>();

  beforeAll(async () => {
    cookies.set('owner', ownerCookie);
    for (const role of personRoles.filter((one) => one !== 'owner')) {
      cookies.set(role, (await addMember(role, role)).cookie);
    }
  });

  test('every route stands in the reviewed table of permissions', () => {
    const actions = [...new Set(workspaceRoutes.map((route) => route.permission.action))].sort();

    expect(actions.filter((action) => !reviewed.has(action))).toEqual([]);
  });

  test.each(personRoles)(
    '%s: 403 on exactly what the reviewed table refuses, naming the action alone',
    async (role) => {
      for (const route of workspaceRoutes) {
        const { action } = route.permission;
        const cookie = cookies.get(role) ?? '';
        const refused = refusalOf('forbidden', `your role does not allow \`${action}\``);
        if (isRefused(route, role)) {
          expect([nameOf(route), await call(route, 'default', cookie)]).toEqual([nameOf(route), refused]);
        } else if (route.method === 'GET' && route.responseKind !== 'stream') {
          expect([nameOf(route), (await call(route, 'default', cookie)).body]).not.toEqual([
            nameOf(route),
            refused.body,
          ]);
        }
      }
    },
  );
});

describe('who was let in a second ago', () => {
  test('a session that ran out: 401 everywhere', async () => {
    const { cookie, subject } = await addMember('lapsed', 'owner');
    await query(
      "update auth_session set expires_at = now() - interval '1 second' where user_id = (select user_id from membership where subject_id = $1)",
      subject,
    );

    for (const route of closedRoutes) {
      expect([nameOf(route), await call(route, 'default', cookie)]).toEqual([
        nameOf(route),
        refusalOf('unauthenticated'),
      ]);
    }
  });

  test('a member removed: 401 with the old session, and with a new one the workspace does not exist', async () => {
    const { cookie, subject, signIn } = await addMember('removed', 'control-owner');
    await server.app.inject({
      method: 'DELETE',
      url: `/api/workspaces/default/members/${subject}`,
      headers: { origin, cookie: ownerCookie },
    });
    const again = cookieOf(await signIn());

    for (const route of workspaceRoutes) {
      const old = await call(route, 'default', cookie);
      const fresh = await call(route, 'default', again);
      expect([nameOf(route), old, fresh]).toEqual([
        nameOf(route),
        refusalOf('unauthenticated'),
        await call(route, 'missing', again),
      ]);
    }
  });

  test('a grant ended: 403 on what it had opened', async () => {
    const { cookie, subject } = await addMember('granted', 'employee');
    const until = new Date(Date.parse(server.clock.now()) + 1000).toISOString();
    const grant = { subject, role: 'reader', reason: 'for a second', until };
    await post(server, '/api/workspaces/default/grants', grant, ownerCookie);
    const list = workspaceRoutes.find(({ permission }) => permission.action === 'member.list');
    if (list === undefined) throw new Error('no route lists members');
    expect((await call(list, 'default', cookie)).status).toBe(200);

    server.clock.forward(1000);

    expect(await call(list, 'default', cookie)).toEqual(
      refusalOf('forbidden', 'your role does not allow `member.list`'),
    );
  });
});

describe('an API key', () => {
  const url = '/api/workspaces/default/keys';

  async function makeKey() {
    const actions = workspaceRoutes.map(({ permission }) => permission.action);
    const choices = (await get(server, `${url}/choices`, ownerCookie)).json();
    const listed: readonly string[] = choices.items.map((one: { action: string }) => one.action);
    const scopes = [...new Set(actions)].filter((action) => listed.includes(action));
    const made = await post(server, url, { name: 'walk', scopes }, ownerCookie);
    const { id, key } = made.json<{ id: string; key: string }>();
    return { id, headers: { authorization: `Bearer ${key}` } };
  }

  test('ended a second ago: 401 everywhere', async () => {
    const { id, headers } = await makeKey();
    const members = workspaceRoutes.find(
      (route) => route.path.endsWith('/connections') && route.method === 'GET',
    );
    if (members === undefined) throw new Error('no route lists connections');
    expect((await call(members, 'default', undefined, headers)).status).toBe(200);
    await server.app.inject({
      method: 'DELETE',
      url: `${url}/${id}`,
      headers: { origin, cookie: ownerCookie },
    });

    for (const route of closedRoutes) {
      expect([nameOf(route), await call(route, 'default', undefined, headers)]).toEqual([
        nameOf(route),
        refusalOf('unauthenticated'),
      ]);
    }
  });

  test('in another workspace than its own: as one that does not exist', async () => {
    const { headers } = await makeKey();

    for (const route of workspaceRoutes) {
      const other = await call(route, 'other', undefined, headers);
      const missing = await call(route, 'missing', undefined, headers);
      expect([nameOf(route), other]).toEqual([nameOf(route), missing]);
      expect(other.status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('somebody who has not shown a second factor', () => {
  test('is asked for it wherever something is decided, and by the same words', async () => {
    const person = { email: 'single@walk.example', password: 'a long enough phrase' };
    const member = { ...person, name: 'single', role: 'isms-owner' };
    await post(server, '/api/workspaces/default/members', member, ownerCookie);
    const cookie = cookieOf(await post(server, '/api/sign-in', person));
    const asked = workspaceRoutes.filter(({ permission: { action, isScoped } }) => {
      return isDeciding(action) && cellOf(action, 'isms-owner') !== 'no' && isScoped !== true;
    });

    expect(asked.length).toBeGreaterThan(3);
    for (const route of asked) {
      expect([nameOf(route), await call(route, 'default', cookie)]).toEqual([
        nameOf(route),
        refusalOf('second-factor-needed'),
      ]);
    }
  });

  /** By the table's own column: what is neither read nor worked on nor declined. */
  function isDeciding(action: string): boolean {
    const kind = reviewed.get(action)?.[head.indexOf('kind')] ?? '';
    return !['read', 'write', 'decline', 'disclose'].includes(kind);
  }
});

describe('somebody deactivated a second ago', () => {
  test('401 everywhere, with the session and with the key they had', async () => {
    const { cookie, subject } = await addMember('deactivated', 'control-owner');
    const { database } = server.services;
    await database.withSystem('test', async (tx) => {
      const { rows } = await tx.client.query('select user_id as id from membership where subject_id = $1', [
        subject,
      ]);
      return endAccess(tx, rows[0].id, 'deactivated', server.services);
    });

    for (const route of closedRoutes) {
      expect([nameOf(route), await call(route, 'default', cookie)]).toEqual([
        nameOf(route),
        refusalOf('unauthenticated'),
      ]);
    }
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
  // Where a provider posts by way of the browser, or a program sends its own token, something else tells it apart.
  const own = routes.filter(
    ({ method, permission: { isCrossSite, token } }) =>
      method !== 'GET' && isCrossSite !== true && token === undefined,
  );
  test.each(named(own))('%s: 403', async (_name, route) => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

    expect(await call(route, 'default', ownerCookie, headers)).toEqual(refusalOf('csrf-refused'));
  });
});
