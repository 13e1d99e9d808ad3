import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

it('reads the recorded teammates: five, three with an inbox seat, and Fin as a service', async () => {
  const { emissions } = await collect();

  const accounts = recordsOf(emissions, 'account');
  expect(accounts.map(({ accountKind, roles }) => [accountKind, roles])).toEqual([
    ['human', ['teammate', 'inbox seat']],
    ['service', ['teammate']],
    ['human', ['teammate']],
    ['human', ['teammate', 'inbox seat']],
    ['human', ['teammate', 'inbox seat']],
  ]);
  expect(accounts.map(({ hasMfa, isEnabled }) => [hasMfa, isEnabled])).toEqual(
    accounts.map(() => ['unknown', 'unknown']),
  );
});

it('leaves rights unknown that Intercom does not tell, and is sure of answering with an inbox seat', async () => {
  const { emissions } = await collect();

  const own = recordsOf(emissions, 'grant').filter(({ path }) => path === 'direct');
  expect(own.map(({ rights, surely }) => [rights, surely])).toEqual([
    ['unknown', ['publish']],
    ['unknown', undefined],
    ['unknown', undefined],
    ['unknown', ['publish']],
    ['unknown', ['publish']],
  ]);
  const teams = recordsOf(emissions, 'grant').filter(({ path }) => path === 'group');
  expect(teams.map(({ via, rights }) => [via, rights])).toEqual([
    ['Support', []],
    ['Support', []],
    ['Social', []],
  ]);
});

it('takes the newest sign-in of the log for when somebody was last seen', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'account').map(({ lastSeenAt }) => lastSeenAt)).toEqual([
    '2025-12-18T00:00:00.000Z',
    'unknown',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

it('tells changes of access with their actor, and no name that stands in a description', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'config')).toMatchObject([
    {
      area: 'role change',
      at: '2025-12-16T00:00:00.000Z',
      by: { $identity: { email: 'john@team.example' } },
      before: [{ value: { $text: 'Agent' } }],
      after: [{ value: { $text: 'Admin' } }],
    },
    { area: 'admin permission change', by: 'unknown', about: 'unknown', before: 'unknown' },
  ]);
  expect(recordsOf(emissions, 'export')).toMatchObject([{ what: 'bulk export', rows: 'unknown' }]);
  expect(JSON.stringify(emissions)).not.toContain('Somebody changed');
});

it('reads teammates whole where the log may not be read, and then finds no change but says so', async () => {
  const { emissions } = await collect((request) =>
    request.path === '/admins/activity_logs' ? { status: 403, body: {} } : replay.routes(request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: true });
  expect(endOf(emissions, 'config')).toMatchObject({ isComplete: false });
  expect(recordsOf(emissions, 'account')[0]).toMatchObject({ lastSeenAt: 'unknown' });
});

it('asks for the version it was built from', async () => {
  const { requests } = await collect();

  expect(new Set(requests.map(({ headers }) => headers['intercom-version']))).toEqual(new Set(['2.11']));
});
