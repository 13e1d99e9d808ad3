import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

it('tells staff with their second factor, who is suspended, and the account of Discourse itself as a service', async () => {
  const { emissions } = await collect();

  const told = recordsOf(emissions, 'account').map(
    ({ accountKind, roles, isEnabled, hasMfa, lastSeenAt }) => {
      return [accountKind, roles, isEnabled, hasMfa, lastSeenAt];
    },
  );
  expect(told).toEqual([
    ['service', ['administrator', 'moderator'], true, 'unknown', '2025-12-20T10:00:00.000Z'],
    ['unknown', ['administrator'], true, true, '2025-12-20T10:00:00.000Z'],
    ['unknown', ['moderator'], true, false, null],
    ['unknown', ['moderator'], false, false, '2025-12-20T10:00:00.000Z'],
  ]);
});

it('tells keys that act as anybody, and the key of somebody who is gone', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'credential')).toMatchObject([
    {
      scopes: ['as anybody', 'everything'],
      owner: { $identity: { email: 'ada@team.example' } },
      isActive: true,
    },
    {
      scopes: ['as its user', 'everything'],
      owner: { $identity: { login: 'gone' } },
      isActive: false,
      lastUsedAt: null,
    },
  ]);
});

it('tells who gave and took rights, and who exported, as far back as it looks', async () => {
  const { emissions, requests } = await collect();

  const told = recordsOf(emissions, 'config').map(({ area, before, after }) => [
    area,
    before?.[0],
    after?.[0],
  ]);
  expect(told).toEqual([
    ['grant moderation', undefined, undefined],
    [
      'change site setting',
      { name: 'enforce_second_factor', value: { $text: 'staff' } },
      { name: 'enforce_second_factor', value: { $text: 'no' } },
    ],
    ['revoke admin', undefined, undefined],
    ['grant admin', undefined, undefined],
  ]);
  expect(recordsOf(emissions, 'export')).toMatchObject([
    { what: 'user_list', by: { $identity: { login: 'ben' } } },
  ]);
  expect(requests.filter(({ path }) => path.endsWith('staff_action_logs.json'))).toHaveLength(3);
});

it('is not whole where a second factor could not be asked for', async () => {
  const { emissions } = await collect((request) =>
    request.path === '/admin/users/2.json' ? { status: 500, body: {} } : replay.routes(request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: false });
  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: true });
});

it('leaves a second factor unknown that the forum does not tell', async () => {
  const { emissions } = await collect((request) =>
    request.path === '/admin/users/2.json' ? { body: { id: 2 } } : replay.routes(request),
  );

  expect(recordsOf(emissions, 'account')[2]).toMatchObject({ hasMfa: 'unknown' });
});
