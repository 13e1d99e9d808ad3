import { afterAll, beforeAll, expect, test } from 'vitest';
import { setupLink } from './setup-link.ts';
import {
  codeOf,
  cookieOf,
  get,
  origin,
  owner,
  post,
  setUpWithoutSecondFactor,
  startAccess,
  type TestServer,
} from './testing/start-access.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startAccess();
  await setUpWithoutSecondFactor(server);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function signIn(password = owner.password, email = owner.email) {
  return post(server, '/api/sign-in', { email, password });
}

test('a session opens the workspace and closes at once on sign-out', async () => {
  const answer = await signIn();
  const cookie = cookieOf(answer);
  const before = await get(server, '/api/workspaces/default/members', cookie);

  const out = await post(server, '/api/sign-out', {}, cookie);

  const after = await get(server, '/api/workspaces/default/members', cookie);
  expect([answer, before, out, after].map(codeOf)).toEqual([
    '200 ok',
    '200 ok',
    '200 ok',
    '401 unauthenticated',
  ]);
});

test('the cookie is closed to scripts and to other sites', async () => {
  const answer = await signIn();

  expect(answer.cookies).toMatchObject([
    { name: 'daybook.session_token', httpOnly: true, sameSite: 'Lax', path: '/' },
  ]);
  expect(answer.cookies[0]?.maxAge).toBe(7 * 24 * 60 * 60);
});

test('the cookie travels only encrypted where the address is https', async () => {
  await using secure = await startAccess({ baseUrl: 'https://daybook.example' });
  const link = await setupLink(secure.services);
  const token = link?.split('#')[1];

  const answer = await post(secure, '/api/setup', { token, workspaceName: 'Company', ...owner }, undefined, {
    origin: 'https://daybook.example',
  });

  expect(answer.cookies).toMatchObject([
    { name: '__Host-daybook.session_token', secure: true, httpOnly: true, path: '/' },
  ]);
  expect(answer.cookies[0]).not.toHaveProperty('domain');
  const session = await get(secure, '/api/workspaces/default/members', cookieOf(answer));
  expect(session.statusCode).toBe(200);
});

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await signIn('not the right phrase');
  const unknown = await signIn('not the right phrase', 'nobody@company.example');

  expect(codeOf(wrong)).toBe('401 credentials-wrong');
  expect(unknown.body).toBe(wrong.body);
});

test('a changed cookie is nobody', async () => {
  const cookie = cookieOf(await signIn());

  const answer = await get(server, '/api/workspaces/default/members', cookie.replace('=', '=x'));

  expect(codeOf(answer)).toBe('401 unauthenticated');
});

test('the session says who is signed in and what they may do', async () => {
  const cookie = cookieOf(await signIn());

  const session = (await get(server, '/api/session', cookie)).json();
  const nobody = (await get(server, '/api/session')).json();

  expect(session).toMatchObject({
    needsSetup: false,
    user: { name: owner.name, email: owner.email },
    workspaces: [{ slug: 'default', name: 'Company', role: 'owner', isSample: false }],
  });
  expect(session.workspaces[0].actions).toContain('member.create');
  const members = (await get(server, '/api/workspaces/default/members', cookie)).json();
  expect(members.items.map((one: { subject: string }) => one.subject)).toContain(
    session.workspaces[0].subject,
  );
  expect(nobody).toEqual({
    needsSetup: false,
    user: null,
    secondFactor: { enrolled: false, satisfied: false },
    methods: [],
    workspaces: [],
  });
});

test('guessing is stopped before any hashing, and the minute passes', async () => {
  const email = 'target@company.example';
  const answers = [];
  for (let tries = 0; tries < 9; tries += 1) answers.push(codeOf(await signIn('wrong phrase', email)));

  server.clock.forward(60_000);
  const later = await signIn('wrong phrase', email);

  expect(answers.slice(0, 8)).toEqual(Array(8).fill('401 credentials-wrong'));
  expect(answers[8]).toBe('429 rate-limited');
  expect(codeOf(later)).toBe('401 credentials-wrong');
});

test.each([
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:9999' }],
  ['a sibling domain', { origin, 'sec-fetch-site': 'same-site' }],
  ['no page at all', {}],
  ['an opaque page', { origin: 'null' }],
])('refuses to change anything when the request comes from %s', async (_from, headers) => {
  const cookie = cookieOf(await signIn());

  const asMember = await post(server, '/api/workspaces/default/members', {}, cookie, headers);
  const asNobody = await post(server, '/api/sign-in', owner, undefined, headers);

  expect(codeOf(asMember)).toBe('403 csrf-refused');
  expect(codeOf(asNobody)).toBe('403 csrf-refused');
});

test('a sign-in is in the ledger under a pseudonym', async () => {
  await signIn();
  const { rows } = await server.services.database.systemPool.query(
    "select entry from ledger_entry where type = 'session.started@1' order by idx desc limit 1",
  );

  const entry = JSON.parse(rows[0].entry);

  expect(entry.actor).toEqual({ id: expect.stringMatching(/^sub_/), kind: 'user' });
  expect(entry.refs).toEqual([entry.actor.id]);
  expect(rows[0].entry).not.toMatch(/olga|usr_/i);
});
