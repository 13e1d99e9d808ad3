import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLive, discoverRoutes } from '../../platform/index.ts';
import {
  codeOf,
  cookieOf,
  get,
  origin,
  owner,
  post,
  setUp,
  signInAgain,
  signInToDecide,
  startAccess,
  type TestServer,
} from '../testing/start-access.ts';
import { endAccess } from './end-access.ts';
import { createScreenKeeper } from './keep-screens.ts';
import { requestReset } from './request-reset.ts';

const base = '/api/workspaces/default';
const routes = await discoverRoutes();
const ada = { name: 'Ada', email: 'ada@company.example', password: 'a long enough phrase' };

let server: TestServer;
let cookie: string;

beforeEach(async () => {
  server = await startAccess({}, routes);
  cookie = await setUp(server);
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

async function query(statement: string, ...values: readonly unknown[]) {
  return (await server.services.database.systemPool.query(statement, [...values])).rows;
}

function remove(url: string, as: string) {
  return server.app.inject({ method: 'DELETE', url, headers: { origin, cookie: as } });
}

async function add(role: string): Promise<string> {
  const made = await post(server, `${base}/members`, { ...ada, role }, cookie);
  return made.json().subject;
}

const signIn = (headers: Record<string, string> = {}) =>
  post(server, '/api/sign-in', { email: ada.email, password: ada.password }, undefined, {
    origin,
    ...headers,
  });

async function entries(type: string): Promise<readonly Record<string, unknown>[]> {
  const { items } = (await get(server, `${base}/ledger/entries?type=${type}`, cookie)).json();
  return items;
}

test('a list of devices says which is this one, coarsely, and never where it is', async () => {
  await add('reader');
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const first = cookieOf(await signIn({ 'user-agent': userAgent }));
  await signIn({ 'user-agent': 'curl/8.5' });

  const { items } = (await get(server, '/api/account/sessions', first)).json();

  expect(items).toMatchObject([
    { device: 'Another program', isCurrent: false, method: 'password', hasSecondFactor: false },
    { device: 'Firefox on Linux', isCurrent: true, method: 'password', hasSecondFactor: false },
  ]);
  const stored = JSON.stringify(await query('select * from auth_session'));
  expect(stored).not.toMatch(/127\.0\.0\.1|Gecko|curl/);
});

test('one ends one’s own sessions, one by one or all others, and nobody else’s', async () => {
  await add('reader');
  const [first, second, third] = [await signIn(), await signIn(), await signIn()].map(cookieOf);
  const { items } = (await get(server, '/api/account/sessions', first)).json();
  const [own] = (await get(server, '/api/account/sessions', cookie)).json().items;

  const foreign = await remove(`/api/account/sessions/${own.id}`, first ?? '');
  const one = await remove(`/api/account/sessions/${items[0].id}`, first ?? '');
  const afterOne = await Promise.all([first, second, third].map((as) => get(server, '/api/account', as)));
  const others = await remove('/api/account/sessions', first ?? '');
  const afterAll = await Promise.all([first, second, cookie].map((as) => get(server, '/api/account', as)));

  expect([foreign, one, others].map(codeOf)).toEqual(['404 not-found', '200 ok', '200 ok']);
  expect(afterOne.map(({ statusCode }) => statusCode)).toEqual([200, 200, 401]);
  expect(afterAll.map(({ statusCode }) => statusCode)).toEqual([200, 401, 200]);
});

test('an administrator sees and ends sessions of members, and of nobody else', async () => {
  const subject = await add('reader');
  const ended = cookieOf(await signIn());
  await query("insert into auth_user (id, name, email) values ('usr_x', 'X', 'x@elsewhere.example')");
  await query(
    "insert into auth_session (id, expires_at, token, updated_at, user_id) values ('ses_x', now() + interval '1 day', 'x', now(), 'usr_x')",
  );
  const { items } = (await get(server, `${base}/sessions`, cookie)).json();
  const theirs = items.find((one: { subject: string }) => one.subject === subject);

  const elsewhere = await remove(`${base}/sessions/ses_x`, cookie);
  const missing = await remove(`${base}/sessions/ses_none`, cookie);
  const right = await remove(`${base}/sessions/${theirs.id}`, cookie);

  expect(items.map((one: { id: string }) => one.id)).not.toContain('ses_x');
  expect(elsewhere.body).toBe(missing.body);
  expect([missing, right].map(codeOf)).toEqual(['404 not-found', '200 ok']);
  expect(codeOf(await get(server, '/api/account', ended))).toBe('401 unauthenticated');
  expect(await entries('session.ended@1')).toHaveLength(1);
});

test('a new password needs the old one, ends every other session, and the old one is nothing any more', async () => {
  const other = await signInAgain(server);
  const change = (current: string, next: string) =>
    post(server, '/api/account/password', { current, next }, cookie);
  const next = 'quite another phrase';

  const wrong = await change('not the right phrase', next);
  const weak = await change(owner.password, 'aaaaaaaaaaaaaaaa');
  const right = await change(owner.password, next);

  const old = await post(server, '/api/sign-in', { email: owner.email, password: owner.password });
  const fresh = await post(server, '/api/sign-in', { email: owner.email, password: next });
  expect([wrong, weak, right, old, fresh].map(codeOf)).toEqual([
    '403 password-wrong',
    '400 weak-password',
    '200 ok',
    '401 credentials-wrong',
    '200 ok',
  ]);
  expect(
    [await get(server, '/api/account', cookie), await get(server, '/api/account', other)].map(codeOf),
  ).toEqual(['200 ok', '401 unauthenticated']);
});

test('the hours of the strictest workspace end a session', async () => {
  await add('reader');
  await query(
    "insert into sign_in_policy (workspace_id, session_hours, position) select workspace_id, 2, 0 from workspace where slug = 'default'",
  );

  const answer = await signIn();

  const [row] = await query(
    'select round(extract(epoch from expires_at - now()) / 60) as minutes from auth_session order by created_at desc limit 1',
  );
  expect(answer.cookies[0]?.maxAge).toBe(2 * 60 * 60);
  expect(Number(row.minutes)).toBe(120);
});

test('a second factor is not asked for where the workspace decided so', async () => {
  await query('update auth_session set second_factor_at = null');
  const before = await remove(`${base}/sessions/ses_none`, cookie);
  await query(
    'insert into sign_in_policy (workspace_id, require_second_factor, position) select workspace_id, false, 0 from workspace',
  );

  const after = await remove(`${base}/sessions/ses_none`, cookie);

  expect([before, after].map(codeOf)).toEqual(['403 second-factor-needed', '404 not-found']);
});

test('where single sign-on is enforced a password does not enter', async () => {
  await query(
    "insert into sign_in_policy (workspace_id, enforce_sso, provider_id, position) select workspace_id, true, 'idp_1', 0 from workspace",
  );

  expect(codeOf(await get(server, `${base}/members`, cookie))).toBe('403 sso-required');
});

test('ten thousand sessions are one statement: a small version ends two hundred at once, screens included', async () => {
  await add('reader');
  const [{ user_id: userId }] = await query("select user_id from membership where role = 'reader'");
  await query(
    `insert into auth_session (id, expires_at, token, updated_at, user_id)
      select 'ses_' || n, now() + interval '1 day', 'token-' || n, now(), $1 from generate_series(1, 200) n`,
    userId,
  );
  const last = cookieOf(await signIn());
  let closed = 0;
  for (let screens = 0; screens < 15; screens += 1) server.services.live.attach(userId, () => (closed += 1));

  const closeScreens = await server.services.database.withSystem('test', (tx) =>
    endAccess(tx, userId, 'deactivated', server.services),
  );
  closeScreens();

  expect(await query('select 1 from auth_session where user_id = $1', userId)).toEqual([]);
  expect(codeOf(await get(server, `${base}/members`, last))).toBe('401 unauthenticated');
  expect(closed).toBe(15);
  const [entry] = await entries('session.ended@1');
  expect(entry).toBeDefined();
});

test('signing in gives a token of its own, whatever the browser sent', async () => {
  await add('reader');
  const planted = cookieOf(await signIn());

  const answer = await post(server, '/api/sign-in', { email: ada.email, password: ada.password }, planted);

  expect(cookieOf(answer)).not.toBe(planted);
  expect(codeOf(await get(server, '/api/account', cookieOf(answer)))).toBe('200 ok');
});

test('a weighty member is helped by two people, and the link of the second works once', async () => {
  await post(server, `${base}/members`, { ...ada, role: 'administrator' }, cookie);
  const second = { name: 'Bo', email: 'bo@company.example', password: 'a long enough phrase' };
  await post(server, `${base}/members`, { ...second, role: 'administrator' }, cookie);
  const [ownerRow] = await query("select subject_id as subject from membership where role = 'owner'");
  const first = await signInToDecide(server, ada);
  const other = await signInToDecide(server, second);
  const reset = (as: string) => post(server, `${base}/members/${ownerRow.subject}/reset`, {}, as);

  const asked = await reset(first);
  const again = await reset(first);
  const given = await reset(other);
  const token = given.json().link.split('#')[1];
  const use = (password: string) => post(server, '/api/reset', { token, password });
  const weak = await use('short');
  const used = await use('a phrase nobody knows');
  const twice = await use('yet another phrase');

  expect([asked, again].map((one) => one.json().state)).toEqual(['waiting', 'waiting']);
  expect(given.json()).toMatchObject({ state: 'ready', link: expect.stringContaining('/reset#rst_') });
  expect([weak, used, twice].map(codeOf)).toEqual(['400 weak-password', '200 ok', '403 reset-link-invalid']);
  expect(codeOf(await get(server, '/api/account', cookie))).toBe('401 unauthenticated');
  const signedIn = await post(server, '/api/sign-in', {
    email: owner.email,
    password: 'a phrase nobody knows',
  });
  expect(signedIn.json()).toEqual({ state: 'signed-in' });
  expect(JSON.stringify(await query('select * from sign_in_reset'))).not.toContain(token);
});

test('a link for a new password runs out, is replaced by the next, and is nobody’s own to ask for', async () => {
  const subject = await add('reader');
  const reset = (of: string, as = cookie) => post(server, `${base}/members/${of}/reset`, {}, as);
  const [me] = await query("select subject_id as subject from membership where role = 'owner'");
  const use = (answer: { json(): { link: string } }) =>
    post(server, '/api/reset', {
      token: answer.json().link.split('#')[1],
      password: 'a phrase nobody knows',
    });

  const own = await reset(me.subject);
  const first = await reset(subject);
  const second = await reset(subject);
  const replaced = await use(first);
  server.clock.forward(24 * 60 * 60 * 1000);
  const late = await use(second);
  const guessed = await post(server, '/api/reset', { token: 'rst_guess', password: 'a phrase nobody knows' });

  expect(own.statusCode).toBe(403);
  expect([replaced, late, guessed].map(codeOf)).toEqual(Array(3).fill('403 reset-link-invalid'));
});

test('whoever holds the machine helps the only owner, and nobody else who weighs much', async () => {
  const [{ subject, workspace_id: workspaceId }] = await query(
    "select subject_id as subject, workspace_id from membership where role = 'owner'",
  );
  const machine = {
    kind: 'service',
    id: 'sub_00000000-0000-4000-8000-0000000000bb',
    userId: null,
    label: 'service',
  } as const;
  const ask = () => requestReset({ workspaceId, actor: machine, subject }, server.services);

  const alone = await ask();
  await query(
    `insert into membership (workspace_id, user_id, role, subject_id, identity_position, identity_entry, created_position, created_at)
      values ($1, 'usr_second', 'owner', 'sub_00000000-0000-4000-8000-0000000000cc', 0, 'ent_0', 0, now())`,
    workspaceId,
  );
  const withAnother = ask();

  expect(alone).toMatchObject({ state: 'ready', link: expect.stringContaining('/reset#rst_') });
  await expect(withAnother).rejects.toMatchObject({ code: 'forbidden' });
});

test('who belongs to another workspace too is not reset from this one, nor by a link from before', async () => {
  const subject = await add('reader');
  const early = await post(server, `${base}/members/${subject}/reset`, {}, cookie);
  await query(
    "insert into workspace (workspace_id, slug, name, created_at) values (gen_random_uuid(), 'other', 'Other', now())",
  );
  await query(
    `insert into membership (workspace_id, user_id, role, subject_id, identity_position, identity_entry, created_position, created_at)
      select (select workspace_id from workspace where slug = 'other'), user_id, 'owner', 'sub_00000000-0000-4000-8000-0000000000aa', 0, 'ent_0', 0, now()
      from membership where role = 'reader'`,
  );

  const answer = await post(server, `${base}/members/${subject}/reset`, {}, cookie);
  const token = early.json().link.split('#')[1];
  const used = await post(server, '/api/reset', { token, password: 'a phrase nobody knows' });

  expect([answer, used].map(codeOf)).toEqual(['409 conflict', '403 reset-link-invalid']);
});

test('a screen open in another process is closed once its session ended, and while it holds it stays', async () => {
  await add('reader');
  const session = cookieOf(await signIn());
  const [{ user_id: userId }] = await query("select user_id from membership where role = 'reader'");
  const elsewhere = { database: server.services.database, live: createLive() };
  const keeper = createScreenKeeper(elsewhere);
  let closed = 0;
  elsewhere.live.attach(userId, () => (closed += 1));
  await keeper.turn();
  const before = closed;

  await post(server, '/api/sign-out', {}, session);
  await keeper.turn();

  expect([before, closed]).toEqual([0, 1]);
});

test('a screen a program opened in another process is closed once its key ended', async () => {
  const made = await post(server, `${base}/keys`, { name: 'a program', scopes: ['live.read'] }, cookie);
  const [{ subject_id: subject }] = await query('select subject_id from api_key');
  const elsewhere = { database: server.services.database, live: createLive() };
  const keeper = createScreenKeeper(elsewhere);
  let closed = 0;
  elsewhere.live.attach(subject, () => (closed += 1));
  await keeper.turn();
  const before = closed;

  await remove(`${base}/keys/${made.json().id}`, cookie);
  await keeper.turn();

  expect([before, closed]).toEqual([0, 1]);
});
