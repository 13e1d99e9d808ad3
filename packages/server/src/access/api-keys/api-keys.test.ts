import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discoverRoutes, errorBody, Refusal } from '../../platform/index.ts';
import { codeOf, get, origin, post, setUp, startAccess, type TestServer } from '../testing/start-access.ts';
import { endRunOutKeys } from './end-keys.ts';
import { tellKeyUses } from './tell-key-uses.ts';

const routes = await discoverRoutes();
const keys = '/api/workspaces/default/keys';
const dayMs = 24 * 60 * 60 * 1000;

let server: TestServer;
let ownerCookie: string;

beforeAll(async () => {
  server = await startAccess({}, routes);
  ownerCookie = await setUp(server);
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

type Made = { readonly id: string; readonly key: string; readonly expiresAt: string };

async function makeKey(scopes: readonly string[], cookie = ownerCookie, more: object = {}): Promise<Made> {
  const answer = await post(server, keys, { name: 'a program', scopes, ...more }, cookie);
  expect(codeOf(answer)).toBe('200 ok');
  return answer.json();
}

/** As a program does it: no origin, no cookie. */
function ask(key: string, url: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', payload?: object) {
  const headers = { authorization: `Bearer ${key}` };
  return server.app.inject({ method, url, headers, ...(payload && { payload }) });
}

let count = 0;

/** A member with a session that showed a second factor. */
async function addMember(role: string) {
  count += 1;
  const email = `${role}-${count}@company.example`;
  const password = 'a long enough phrase';
  const member = { name: role, email, role, password };
  const { subject } = (await post(server, '/api/workspaces/default/members', member, ownerCookie)).json();
  const signedIn = await post(server, '/api/sign-in', { email, password });
  await query(
    'update auth_session set second_factor_at = now() where user_id = (select user_id from membership where subject_id = $1)',
    subject,
  );
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  return { subject, cookie } as { readonly subject: string; readonly cookie: string };
}

async function query(statement: string, ...values: readonly unknown[]) {
  return (await server.services.database.systemPool.query(statement, [...values])).rows;
}

async function entriesOf(type: string): Promise<readonly { readonly refs: readonly string[] }[]> {
  const rows = await query('select entry from ledger_entry where type = $1 order by idx', type);
  return rows.map(({ entry }) => JSON.parse(entry));
}

const nobody = errorBody(new Refusal('unauthenticated'));

describe('a key', () => {
  test('opens what it names without a cookie and an origin, and nothing else', async () => {
    const { key } = await makeKey(['member.list']);

    const members = await ask(key, '/api/workspaces/default/members');
    const grants = await ask(key, '/api/workspaces/default/grants');

    expect(codeOf(members)).toBe('200 ok');
    expect(codeOf(grants)).toBe('403 forbidden');
    expect(grants.json().error.message).toBe('this key does not allow `grant.list`');
  });

  test('is shown once: neither it nor its digest is in a list, in the database or in the ledger', async () => {
    const { key } = await makeKey(['member.list']);

    const listed = (await get(server, keys, ownerCookie)).body;
    const stored = JSON.stringify(await query('select * from api_key'));

    expect(key).toMatch(/^dbk_[A-Za-z]{64}$/);
    expect(listed).not.toContain(key);
    expect(listed).not.toContain('digest');
    expect(listed).toContain(key.slice(0, 10));
    expect(stored).not.toContain(key);
    expect(stored).not.toContain(key.slice(0, 12));
  });

  test('ends after 90 days unless told otherwise, and never later than a year', async () => {
    const made = await makeKey(['member.list']);
    const nowMs = Date.parse(server.clock.now());
    const late = new Date(nowMs + 367 * dayMs).toISOString();
    const past = new Date(nowMs - 1).toISOString();
    const order = { name: 'late', scopes: ['member.list'] };

    expect(Date.parse(made.expiresAt) - nowMs).toBe(90 * dayMs);
    expect(codeOf(await post(server, keys, { ...order, expiresAt: late }, ownerCookie))).toBe(
      '400 bad-request',
    );
    expect(codeOf(await post(server, keys, { ...order, expiresAt: past }, ownerCookie))).toBe(
      '400 bad-request',
    );
  });

  test('never holds what decides, whoever asks: approve, administer, erase, reveal, keys', async () => {
    const refused = [
      'grant.approve',
      'member.create',
      'erasure.create',
      'ledger.rotate-key',
      'key.create',
      'key.list',
    ];

    for (const scope of refused) {
      const answer = await post(server, keys, { name: 'too much', scopes: [scope] }, ownerCookie);
      expect([scope, codeOf(answer)]).toEqual([scope, '403 forbidden']);
    }
    const unknown = await post(server, keys, { name: 'x', scopes: ['nothing.read'] }, ownerCookie);
    expect(codeOf(unknown)).toBe('400 bad-request');
  });

  test('holds only what its owner may do', async () => {
    const { cookie } = await addMember('engineer');

    const own = await post(server, keys, { name: 'x', scopes: ['connection.list'] }, cookie);
    const more = await post(server, keys, { name: 'x', scopes: ['member.list'] }, cookie);

    expect(codeOf(own)).toBe('200 ok');
    expect(codeOf(more)).toBe('403 forbidden');
  });

  test('takes data out only when that is named, in a session that showed a second factor', async () => {
    const { cookie, subject } = await addMember('isms-owner');
    const { key } = await makeKey(['package.create'], cookie);
    const plain = await makeKey(['package.list'], cookie);
    await query(
      'update auth_session set second_factor_at = null where user_id = (select user_id from membership where subject_id = $1)',
      subject,
    );

    const without = await post(server, keys, { name: 'x', scopes: ['package.create'] }, cookie);
    const packages = '/api/workspaces/default/packages';

    expect(['403 second-factor-needed', '403 forbidden']).toContain(codeOf(without));
    expect(codeOf(await ask(key, packages, 'POST', {}))).not.toBe('403 forbidden');
    expect(codeOf(await ask(plain.key, packages, 'POST', {}))).toBe('403 forbidden');
  });

  test('narrows the moment the role of its owner is lowered', async () => {
    const { cookie, subject } = await addMember('reader');
    const { key } = await makeKey(['member.list'], cookie);
    expect(codeOf(await ask(key, '/api/workspaces/default/members'))).toBe('200 ok');

    await query("update membership set role = 'employee' where subject_id = $1", subject);

    expect(codeOf(await ask(key, '/api/workspaces/default/members'))).toBe('403 forbidden');
  });

  test('acts as a service under the pseudonym of its owner, so that it never approves', async () => {
    const { cookie, subject } = await addMember('isms-owner');
    const { key } = await makeKey(['hold.list'], cookie);
    await query("update api_key set name = 'still the same' where subject_id = $1", subject);

    const widened = query("update api_key set scopes = '{hold.lift}' where subject_id = $1", subject);

    await expect(widened).rejects.toThrow('a key is made once');
    expect(codeOf(await ask(key, `/api/workspaces/default/grants/gra_x/approve`, 'POST', {}))).toBe(
      '403 forbidden',
    );
  });

  test('sends 600 requests a minute, and then waits for the next', async () => {
    const { key } = await makeKey(['permission.read']);
    const codes: string[] = [];

    for (let i = 0; i < 601; i += 1) codes.push(codeOf(await ask(key, '/api/workspaces/default/members')));

    expect(codes.slice(0, 600).filter((code) => code !== '403 forbidden')).toEqual([]);
    expect(codes[600]).toBe('429 rate-limited');
    server.clock.forward(60_000);
    expect(codeOf(await ask(key, '/api/workspaces/default/permissions'))).toBe('200 ok');
  });
});

describe('on every closed route the same refusal as nobody', () => {
  const closed = routes.filter((route) => route.permission.needs !== 'public');

  async function expectNobody(key: string, workspace = 'default', headers: Record<string, string> = {}) {
    for (const { method, path } of closed) {
      const url = path
        .replace(':workspace', workspace)
        .replace(/:[a-z-]+/gi, 'con_00000000-0000-7000-8000-000000000000');
      const answer = await server.app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${key}`, ...headers },
        ...(method !== 'GET' && { payload: {} }),
      });
      expect([path, answer.statusCode, answer.json()]).toEqual([path, nobody.status, nobody.body]);
    }
  }

  test('a key of another workspace', async () => {
    const { key } = await makeKey(['member.list']);
    await query(
      "insert into workspace (workspace_id, slug, name, created_at) values (gen_random_uuid(), 'other', 'Other', now())",
    );

    await expectNobody(key, 'other');
    await expectNobody(key, 'missing');
  });

  test('an ended one, from the very next request on', async () => {
    const { key, id } = await makeKey(['member.list']);
    expect(codeOf(await ask(key, '/api/workspaces/default/members'))).toBe('200 ok');

    const headers = { origin, cookie: ownerCookie };
    const ended = await server.app.inject({ method: 'DELETE', url: `${keys}/${id}`, headers });

    expect(codeOf(ended)).toBe('200 ok');
    await expectNobody(key);
  });

  test('one that ran out, from its last instant on', async () => {
    const expiresAt = new Date(Date.parse(server.clock.now()) + 1000).toISOString();
    const { key } = await makeKey(['member.list'], ownerCookie, { expiresAt });
    expect(codeOf(await ask(key, '/api/workspaces/default/members'))).toBe('200 ok');

    server.clock.forward(1000);

    await expectNobody(key);
  });

  test('one of a member who was removed', async () => {
    const { cookie, subject } = await addMember('reader');
    const { key } = await makeKey(['member.list'], cookie);

    const headers = { origin, cookie: ownerCookie };
    const url = `/api/workspaces/default/members/${subject}`;
    expect(codeOf(await server.app.inject({ method: 'DELETE', url, headers }))).toBe('200 ok');

    await expectNobody(key);
  });

  test.each([
    ['empty', ''],
    ['a word', 'secret'],
    ['too short', `dbk_${'a'.repeat(63)}`],
    ['made up', `dbk_${'a'.repeat(64)}`],
    ['with a digit', `dbk_${'1'.repeat(64)}`],
    ['10 KB long', `dbk_${'a'.repeat(10_000)}`],
    ['SQL', "dbk_' or 1=1 --"],
  ])('a token that is %s', async (_name, token) => {
    await expectNobody(token);
  });

  test('one beside a cookie, even of its owner', async () => {
    const { key } = await makeKey(['member.list']);

    await expectNobody(key, 'default', { cookie: ownerCookie, origin });
  });

  test('one on a route that is not part of a workspace is a request from another site, or nobody', async () => {
    const { key } = await makeKey(['member.list']);

    const answer = await ask(key, '/api/sign-out', 'POST');

    expect(codeOf(answer)).toBe('403 csrf-refused');
  });
});

describe('whose keys', () => {
  test('people see and end their own, whoever looks after keys sees and ends all', async () => {
    const [ada, bob] = [await addMember('engineer'), await addMember('engineer')];
    const made = await makeKey(['connection.list'], ada.cookie);
    const end = (cookie: string) =>
      server.app.inject({ method: 'DELETE', url: `${keys}/${made.id}`, headers: { origin, cookie } });

    const seenBy = async (cookie: string) => {
      const items: readonly { readonly id: string }[] = (await get(server, keys, cookie)).json().items;
      return items.some(({ id }) => id === made.id);
    };

    expect([await seenBy(ada.cookie), await seenBy(bob.cookie), await seenBy(ownerCookie)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(codeOf(await end(bob.cookie))).toBe('404 not-found');
    expect(codeOf(await end(ownerCookie))).toBe('200 ok');
    expect(codeOf(await end(ada.cookie))).toBe('409 already-decided');
  });

  test('an employee, an auditor and a buyer have none', async () => {
    for (const role of ['employee', 'buyer', 'auditor']) {
      const { cookie } = await addMember(role === 'auditor' ? 'employee' : role);
      expect(codeOf(await post(server, keys, { name: 'x', scopes: ['live.read'] }, cookie))).toBe(
        '403 forbidden',
      );
    }
  });

  test('what may be given is told in plain words', async () => {
    const { cookie } = await addMember('engineer');

    const { items } = (await get(server, `${keys}/choices`, cookie)).json();

    const found = items.find(({ action }: { readonly action: string }) => action === 'connection.list');
    expect(found).toMatchObject({ kind: 'read', needsSecondFactor: false });
    expect(found.summaries[0]).toMatch(/\w/);
    expect(items.map(({ kind }: { readonly kind: string }) => kind)).not.toContain('administer');
  });

  test('a name that holds a mail address is masked before it is kept', async () => {
    const { id } = await makeKey(['member.list'], ownerCookie, { name: 'for olga@company.example' });

    const [row] = await query('select name from api_key where key_id = $1', id);

    expect(row.name).not.toContain('olga@');
  });
});

describe('evidence', () => {
  test('making and ending a key are entries that name it and its owner', async () => {
    const { cookie, subject } = await addMember('engineer');
    const { id } = await makeKey(['connection.list'], cookie);
    await server.app.inject({ method: 'DELETE', url: `${keys}/${id}`, headers: { origin, cookie } });

    const created = await entriesOf('api-key.created@1');
    const ended = await entriesOf('api-key.ended@1');

    expect(created.filter(({ refs }) => refs.includes(id)).map(({ refs }) => refs)).toEqual([[id, subject]]);
    expect(ended.filter(({ refs }) => refs.includes(id)).map(({ refs }) => refs)).toEqual([[id, subject]]);
  });

  test('running out is written down once', async () => {
    const expiresAt = new Date(Date.parse(server.clock.now()) + 1000).toISOString();
    const { id } = await makeKey(['member.list'], ownerCookie, { expiresAt });
    const [row] = await query('select workspace_id as id from workspace where slug = $1', 'default');
    server.clock.forward(1000);

    await endRunOutKeys(row.id, server.services);
    await endRunOutKeys(row.id, server.services);

    const ended = await entriesOf('api-key.ended@1');
    expect(ended.filter(({ refs }) => refs.includes(id))).toHaveLength(1);
  });

  test('use is one entry a key and day, and one row a minute', async () => {
    const { id, key } = await makeKey(['permission.read']);
    const [row] = await query('select workspace_id as id from workspace where slug = $1', 'default');
    const lastUsed = async () =>
      (await query('select last_used_at as at from api_key where key_id = $1', id))[0].at as string;
    const url = '/api/workspaces/default/permissions/matrix';

    await ask(key, url);
    const first = await lastUsed();
    server.clock.forward(30_000);
    await ask(key, url);
    const second = await lastUsed();
    server.clock.forward(31_000);
    await ask(key, url);
    const third = await lastUsed();
    server.clock.forward(2 * dayMs);
    await tellKeyUses(row.id, server.services);
    await tellKeyUses(row.id, server.services);

    expect(second).toBe(first);
    expect(third > first).toBe(true);
    const [use] = await query('select uses, position from api_key_use where key_id = $1', id);
    expect(use.uses).toBe(3);
    const told = await entriesOf('api-key.used@1');
    expect(told.filter(({ refs }) => refs.includes(id))).toHaveLength(1);
  });
});
