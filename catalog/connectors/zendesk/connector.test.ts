import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endOf, type ReplayAnswer, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { answerFrom, readLists, replay } from './replay.ts';

const system = 'zendesk:team';

function collect(routes: ReplayRoutes = replay.routes, given: Record<string, string> = {}) {
  return readReplay(connector, routes, (baseUrl) => ({
    subdomain: 'team',
    token: 'a-token',
    baseUrl,
    ...given,
  }));
}

it('reads the recorded answer: an administrator and an agent, and no customer', async () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'users.json'), 'utf8');
  const none = {
    custom_roles: [],
    groups: [],
    group_memberships: [],
    tokens: [],
    api_tokens: [],
    audit_logs: [],
  };

  const { emissions } = await collect((request) =>
    request.path === '/api/v2/users.json' ? { body: text } : answerFrom(none, request),
  );

  expect(recordsOf(emissions, 'account')).toMatchObject([
    { roles: ['admin'], hasMfa: true, isEnabled: true, lastSeenAt: '2025-06-01T10:00:00.000Z' },
    { roles: ['agent'], hasMfa: false, isEnabled: true, lastSeenAt: null },
  ]);
  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: true });
  expect(recordsOf(emissions, 'grant').map(({ rights }) => rights)).toEqual([
    ['administer', 'export', 'connect', 'publish'],
    'unknown',
  ]);
});

it('reads what a custom role allows, and takes one it cannot read for unknown', async () => {
  const { emissions } = await collect();

  const roles = recordsOf(emissions, 'grant').filter(({ path }) => path === 'direct');
  expect(roles.map(({ role, rights, scope, isInForce }) => [role, rights, scope, isInForce])).toEqual([
    ['admin', ['administer', 'export', 'connect', 'publish'], [], true],
    ['Team lead', ['administer', 'export', 'connect', 'publish'], ['Billing', 'Social'], true],
    ['Light agent', [], [], false],
    ['custom role 9999', 'unknown', [], true],
  ]);
});

it('names the groups an agent is in, as ways that give no right of their own', async () => {
  const { emissions } = await collect();

  const groups = recordsOf(emissions, 'grant').filter(({ path }) => path === 'group');
  expect(groups.map(({ via, rights }) => [via, rights])).toEqual([
    ['Billing', []],
    ['Social', []],
    ['Social', []],
  ]);
});

it('tells tokens by whom they act for, and keeps nothing of their text', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'credential')).toMatchObject([
    {
      credential: 'oauth/701',
      owner: { $identity: { email: 'cleo@agency.example' } },
      isActive: true,
      expiresAt: null,
    },
    { credential: 'oauth/702', owner: null, isActive: false, lastUsedAt: null },
    { credential: 'api/801', owner: null, scopes: ['*'], lastUsedAt: '2025-11-20T02:00:00.000Z' },
  ]);
  expect(JSON.stringify(emissions)).not.toContain('3t24tfj3');
});

it('makes one event of a change of role, with its actor, and says where the actor is not known', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'config')).toMatchObject([
    {
      change: '901',
      at: '2025-10-01T08:00:00.000Z',
      by: { $identity: { email: 'ada@team.example' } },
      about: { $identity: { email: 'cleo@agency.example' } },
      before: [{ name: 'role', value: { $text: 'Agent' } }],
      after: [{ name: 'role', value: { $text: 'Light agent' } }],
    },
    { change: '902', by: 'unknown', about: { $identity: { email: 'ben@team.example' } } },
  ]);
  expect(recordsOf(emissions, 'export')).toMatchObject([{ what: 'ticket', rows: 'unknown' }]);
});

it('has no audit log below the Enterprise plan, and says so instead of finding no change', async () => {
  const { emissions } = await collect((request): ReplayAnswer | null =>
    request.path === '/api/v2/audit_logs.json' ? { status: 403, body: {} } : replay.routes(request),
  );

  for (const kind of ['config', 'export'] as const) {
    expect(endOf(emissions, kind)).toMatchObject({
      isComplete: false,
      reasons: [expect.stringContaining('only Enterprise plans')],
    });
  }
  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: true });
});

it('reads a plan without custom roles whole, where no agent has one', async () => {
  const lists = { ...readLists(), users: readLists().users?.slice(0, 1) ?? [] };
  const { emissions } = await collect((request) =>
    request.path === '/api/v2/custom_roles.json' ? { status: 404, body: {} } : answerFrom(lists, request),
  );

  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: true });
});

it('signs in with an API token as its person, and with an OAuth token as itself', async () => {
  const asPerson = await collect(replay.routes, { email: 'ada@team.example' });
  const asToken = await collect();

  expect(asPerson.requests[0]?.headers.authorization).toBe(
    `Basic ${Buffer.from('ada@team.example/token:a-token').toString('base64')}`,
  );
  expect(asToken.requests[0]?.headers.authorization).toBe('Bearer a-token');
});

it('gives all of 12,000 agents behind a pager, or an error', async () => {
  const users = Array.from({ length: 12_000 }, (_, i) => ({ id: i + 1, name: `Agent ${i}`, role: 'agent' }));
  const page = (from: number, baseUrl: string): ReplayAnswer => ({
    body: {
      users: users.slice(from, from + 100),
      meta: { has_more: from + 100 < users.length, after_cursor: String(from + 100) },
      links: { next: `${baseUrl}/api/v2/users.json?page%5Bafter%5D=${from + 100}` },
    },
  });
  const whole: ReplayRoutes = (request) =>
    request.path === '/api/v2/users.json'
      ? page(Number(request.query.get('page[after]') ?? 0), request.baseUrl)
      : replay.routes(request);

  const { emissions } = await collect(whole);
  const broken = await collect((request) =>
    request.query.get('page[after]') === '6000' ? { status: 500, body: {} } : whole(request),
  );

  expect(recordsOf(emissions, 'account')).toHaveLength(12_000);
  expect(endOf(emissions, 'account')).toMatchObject({ scope: system, isComplete: true });
  expect(endOf(broken.emissions, 'account')).toMatchObject({ isComplete: false });
});
