import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { answerFrom, replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes, given: Record<string, string> = {}) {
  return readReplay(connector, routes, (baseUrl) => ({ token: 'a-token', baseUrl, ...given }));
}

it('reads the recorded workspace: four active people, two owners, one admin, nobody with a second factor', async () => {
  const { emissions, requests } = await collect();

  const accounts = recordsOf(emissions, 'account');
  const active = accounts.filter(
    ({ isEnabled, accountKind }) => isEnabled === true && accountKind === 'human',
  );
  expect(active.map(({ roles, hasMfa }) => [roles, hasMfa])).toEqual([
    [['owner'], false],
    [['primary owner'], false],
    [['admin'], false],
    [['member'], false],
  ]);
  expect(accounts.filter(({ isEnabled }) => isEnabled === false)).toHaveLength(12);
  expect(requests.map(({ path }) => path)).toEqual([
    '/auth.test',
    '/users.list',
    '/users.list',
    '/users.list',
    '/team.integrationLogs',
  ]);
});

it('knows nothing of a deactivated member but that they are', async () => {
  const { emissions } = await collect();

  const [gone] = recordsOf(emissions, 'account').filter(({ isEnabled }) => isEnabled === false);
  expect(gone).toMatchObject({
    holder: { $identity: { email: 'toolsadmin@team.example', login: 'U00AAAAAA01', name: 'Tools Admin' } },
    roles: [],
    hasMfa: 'unknown',
    isGuest: 'unknown',
  });
});

it('tells guests and people of other organisations from members, and gives no guest a right', async () => {
  const flags = { deleted: false, is_bot: false, is_admin: false, is_owner: false, is_primary_owner: false };
  const members = [
    { id: 'U1', ...flags, is_restricted: true, is_ultra_restricted: false, profile: {} },
    { id: 'U2', ...flags, is_restricted: true, is_ultra_restricted: true, has_2fa: true, profile: {} },
    { id: 'U3', ...flags, is_restricted: false, is_ultra_restricted: false, is_stranger: true, profile: {} },
    { id: 'U4', ...flags, is_restricted: false, is_ultra_restricted: false, profile: {} },
    { id: 'U5', deleted: false, profile: {} },
  ];

  const { emissions } = await collect((request) => answerFrom({ members, logs: [] }, request), {
    canMembersInstall: 'no',
  });

  expect(recordsOf(emissions, 'grant').map(({ role, rights }) => [role, rights])).toEqual([
    ['multi-channel guest', []],
    ['single-channel guest', []],
    ['external', []],
    ['member', []],
    ['unknown', 'unknown'],
  ]);
  expect(recordsOf(emissions, 'account').map(({ isGuest, hasMfa }) => [isGuest, hasMfa])).toEqual([
    [true, 'unknown'],
    [true, true],
    [true, 'unknown'],
    [false, 'unknown'],
    ['unknown', 'unknown'],
  ]);
});

it('names who installed an app and what it may do, and leaves out one that was removed', async () => {
  const { emissions } = await collect();

  const apps = recordsOf(emissions, 'credential');
  expect(apps.find(({ credential }) => credential === 'A00AAAAAA01')).toMatchObject({
    owner: { $identity: { email: 'alice@team.example' } },
    scopes: ['chat:write', 'users:read'],
    createdAt: '2025-03-10T10:12:07.000Z',
    lastUsedAt: 'unknown',
    isActive: true,
  });
  expect(apps.map(({ credential }) => credential)).toContain('service/4711');
  expect(apps.map(({ credential }) => credential)).not.toContain('A0RETIRED');
});

it('takes a log it may not read for a gap, and `ok: false` for the refusal it is', async () => {
  const { emissions, error } = await collect((request) =>
    request.path === '/team.integrationLogs'
      ? { body: { ok: false, error: 'missing_scope', needed: 'admin', provided: 'users:read' } }
      : replay.routes(request),
  );

  expect(error).toBeNull();
  expect(endOf(emissions, 'credential')).toMatchObject({
    isComplete: true,
    gaps: [expect.stringContaining('integration log')],
  });
});

it.each([
  ['invalid_auth', 'source-refused'],
  ['ratelimited', 'source-rate-limited'],
  ['fatal_error', 'source-unreachable'],
  ['something_new', 'source-changed'],
])('ends at the first answer that says `ok: false`: %s', async (code, expected) => {
  const { error, emissions } = await collect(() => ({ body: { ok: false, error: code } }));

  expect(error).toMatchObject({ code: expected, message: expect.stringContaining(code) });
  expect(emissions).toEqual([]);
});
