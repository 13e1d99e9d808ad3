import { afterEach, beforeEach, expect, test } from 'vitest';
import { setupLink } from './setup-link.ts';
import { codeOf, cookieOf, get, owner, post, startAccess, type TestServer } from './testing/start-access.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startAccess();
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

async function newToken(): Promise<string> {
  const link = await setupLink(server.services);
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:7400\/setup#set_[0-9a-f-]{36}$/);
  return link?.split('#')[1] ?? '';
}

function useToken(token: string, changes: Partial<typeof owner> = {}) {
  return post(server, '/api/setup', { token, workspaceName: 'Company', ...owner, ...changes });
}

test('the link makes the owner of the first workspace, signs them in, and writes it down', async () => {
  const token = await newToken();
  const before = (await get(server, '/api/session')).json();

  const answer = await useToken(token);

  const session = (await get(server, '/api/session', cookieOf(answer))).json();
  const { rows } = await server.services.database.systemPool.query(
    'select type from ledger_entry order by idx',
  );
  expect(before).toMatchObject({ needsSetup: true, user: null, methods: [], workspaces: [] });
  expect(session).toMatchObject({
    needsSetup: false,
    workspaces: [{ slug: 'default', name: 'Company', role: 'owner' }],
  });
  expect(rows.map((row) => row.type)).toEqual([
    'log.opened@1',
    'workspace.created@1',
    'identity.recorded@1',
    'member.added@1',
    'permissions.changed@2',
  ]);
});

test('the link works once, and no other is made afterwards', async () => {
  const token = await newToken();
  await useToken(token);

  const again = await useToken(token, { email: 'second@company.example' });

  expect(codeOf(again)).toBe('409 already-set-up');
  expect(await setupLink(server.services)).toBeNull();
});

test('refuses a guessed link, one replaced by a restart, and one a day old', async () => {
  const first = await newToken();
  const second = await newToken();

  const guessed = await useToken('set_00000000-0000-4000-8000-000000000000');
  const replaced = await useToken(first);
  server.clock.forward(24 * 60 * 60 * 1000);
  const expired = await useToken(second);

  expect([guessed, replaced, expired].map(codeOf)).toEqual(Array(3).fill('403 setup-link-invalid'));
});

test('two uses at once make one administrator', async () => {
  const token = await newToken();

  const answers = await Promise.all([useToken(token), useToken(token, { email: 'second@company.example' })]);

  expect(answers.map(codeOf).sort()).toEqual(['200 ok', '409 already-set-up']);
});

test.each([
  ['short', 'elevenchars'],
  ['the e-mail address', owner.email],
  ['one character over and over', 'aaaaaaaaaaaaaaaa'],
  ['endless', 'abcdefgh'.repeat(20)],
])('a password that is %s is refused, and the link still works', async (_kind, password) => {
  const token = await newToken();

  const refused = await useToken(token, { password });
  const accepted = await useToken(token);

  expect(codeOf(refused)).toBe('400 weak-password');
  expect(codeOf(accepted)).toBe('200 ok');
});

test('nothing of a token or a password is stored as it was typed', async () => {
  const token = await newToken();
  const links = await server.services.database.systemPool.query(
    'select token_digest::text as stored from setup_link',
  );
  await useToken(token);
  const accounts = await server.services.database.systemPool.query(
    'select password as stored from auth_account',
  );

  expect(JSON.stringify(links.rows)).not.toContain(token.slice(4));
  expect(accounts.rows[0].stored).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
});
