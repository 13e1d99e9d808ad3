import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

it('takes archived owners for deactivated users, listed or not, and a queue for nobody', async () => {
  const { emissions } = await collect();

  const told = recordsOf(emissions, 'account').map(({ isEnabled, roles, lastSeenAt }) => [
    isEnabled,
    roles,
    lastSeenAt,
  ]);
  expect(told).toEqual([
    ['unknown', ['super admin', 'Sales Admin'], '2025-02-07T14:12:13.544Z'],
    [false, [], '2025-01-15T12:00:00.000Z'],
    ['unknown', ['Sales Admin'], 'unknown'],
    ['unknown', ['role role-gone'], 'unknown'],
    [false, [], 'unknown'],
  ]);
});

it('knows what a super admin may do, and of nobody else', async () => {
  const { emissions } = await collect();

  const told = recordsOf(emissions, 'grant').map(({ role, rights, path, via }) => [role, rights, path, via]);
  expect(told).toEqual([
    ['super admin', ['administer', 'export', 'connect', 'publish'], 'direct', null],
    ['Sales Admin', 'unknown', 'direct', null],
    ['user', 'unknown', 'direct', null],
    ['Sales Admin', 'unknown', 'direct', null],
    ['team member', [], 'group', 'Social'],
    ['role role-gone', 'unknown', 'direct', null],
    ['team member', [], 'group', 'Social'],
  ]);
});

it('tells accounts without their sign-ins where those may not be read, and never that nobody signed in', async () => {
  const { emissions } = await collect((request) =>
    request.path.endsWith('/activity/login') ? { status: 403, body: {} } : replay.routes(request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: true });
  expect(new Set(recordsOf(emissions, 'account').map(({ lastSeenAt }) => lastSeenAt))).toEqual(
    new Set(['unknown']),
  );
});

it('is not whole where the archived owners may not be read, since then nobody is known to be deactivated', async () => {
  const { emissions } = await collect((request) =>
    request.path === '/crm/v3/owners' ? { status: 403, body: {} } : replay.routes(request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: false });
  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: true });
});
