import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

it('reads the recorded users: two people and ten apps, to the empty page that ends the list', async () => {
  const { emissions, requests } = await collect();

  const accounts = recordsOf(emissions, 'account');
  expect(accounts.filter(({ accountKind }) => accountKind === 'service')).toHaveLength(10);
  expect(accounts.filter(({ accountKind }) => accountKind === 'unknown')).toHaveLength(2);
  const starts = requests
    .filter(({ path }) => path === '/rest/api/3/users')
    .map(({ query }) => query.get('startAt'));
  expect(starts).toEqual(['0', '5', '10', '12']);
});

it('tells what is known of each way to a right, and leaves the rest unknown', async () => {
  const { emissions } = await collect();

  const told = recordsOf(emissions, 'grant').map(({ role, rights, surely, path, scope }) => {
    return [role, rights, surely, path, scope];
  });
  expect(told).toEqual([
    ['site-admins', ['administer', 'export', 'connect', 'publish'], undefined, 'group', []],
    ['support-agents', 'unknown', ['publish'], 'group', []],
    ['support-agents', 'unknown', ['publish'], 'group', []],
    ['everyone', 'unknown', undefined, 'group', []],
    ['everyone', 'unknown', undefined, 'group', []],
    ['Administrators', ['administer', 'connect'], undefined, 'direct', ['DESK']],
    ['Service Desk Team', ['publish'], undefined, 'group', ['DESK']],
    ['Service Desk Team', ['publish'], undefined, 'group', ['DESK']],
    ['Viewers of ours', 'unknown', undefined, 'direct', ['DESK']],
  ]);
});

it('tells users whole where one group hides its members, and then no grants', async () => {
  const { emissions } = await collect((request) =>
    request.query.get('groupId') === 'g-agents' ? { status: 403, body: {} } : replay.routes(request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: true });
  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: false });
});

it('asks for a role on its own site, wherever the answer says it is', async () => {
  const { requests } = await collect((request) =>
    request.path.endsWith('/role')
      ? { body: { Administrators: 'https://elsewhere.example/rest/api/3/project/10000/role/10002' } }
      : replay.routes(request),
  );

  expect(requests.some(({ path }) => path === '/rest/api/3/project/10000/role/10002')).toBe(true);
});

it('names a member who is no user of the site, and loses none', async () => {
  const { emissions } = await collect((request) =>
    request.query.get('groupId') === 'g-users'
      ? { body: { startAt: 0, total: 1, isLast: true, values: [{ accountId: 'gone' }] } }
      : replay.routes(request),
  );

  expect(emissions.filter(({ type }) => type === 'rejected')).toHaveLength(1);
});

it('names a role held through a group nobody lists, and loses none', async () => {
  const actors = [{ id: 9, actorGroup: { groupId: 'g-hidden' } }];
  const { emissions } = await collect((request) =>
    request.path.endsWith('/role/10002')
      ? { body: { id: 10002, name: 'Administrators', actors } }
      : replay.routes(request),
  );

  expect(emissions.filter(({ type }) => type === 'rejected')).toHaveLength(1);
});
