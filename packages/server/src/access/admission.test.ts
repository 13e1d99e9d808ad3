import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readAdmission } from './admission.store.ts';
import { sessionToken } from './session-token.ts';
import { codeOf, get, setUp, startAccess, type TestServer } from './testing/start-access.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await startAccess();
  cookie = await setUp(server);
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

test('a request is admitted by one statement: session, membership, grants and what the workspace asks of sign-ins', async () => {
  const { database } = server.services;
  const reading = vi.spyOn(database, 'readSystem');
  const writing = vi.spyOn(database, 'withSystem');

  expect(codeOf(await get(server, '/api/workspaces/default/members', cookie))).toBe('200 ok');

  expect([reading.mock.calls.length, writing.mock.calls.length]).toEqual([1, 0]);
  vi.restoreAllMocks();
});

test('a cookie we did not sign never reaches the database', async () => {
  const token = (await sessionToken(cookie, server.services)) ?? '';
  const [name = ''] = cookie.split('=');
  const signature = decodeURIComponent(cookie.slice(name.length + 1)).slice(token.length + 1);
  const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
  const forged = [
    token,
    `${token}.`,
    `${token}.${flipped}`,
    `x${token}.${signature}`,
    `.${signature}`,
    'a.b',
    '',
  ];
  const reading = vi.spyOn(server.services.database, 'readSystem');

  for (const value of forged) {
    const answer = await get(
      server,
      '/api/workspaces/default/members',
      `${name}=${encodeURIComponent(value)}`,
    );
    expect([value, codeOf(answer)]).toEqual([value, '401 unauthenticated']);
  }

  expect(reading).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  expect(token.length).toBeGreaterThan(20);
});

test('a session opens nothing from its last instant on, and what somebody may not enter is nowhere', async () => {
  const token = (await sessionToken(cookie, server.services)) ?? '';
  const asked = (slug: string) => readAdmission({ token, slug }, server.services);

  expect((await asked('default'))?.membership?.role).toBe('owner');
  expect((await asked('missing'))?.membership).toBeNull();
  expect((await asked("' or true --"))?.membership).toBeNull();
  await server.services.database.systemPool.query(
    "update auth_session set expires_at = now() - interval '1 ms'",
  );
  expect(await asked('default')).toBeNull();
});
