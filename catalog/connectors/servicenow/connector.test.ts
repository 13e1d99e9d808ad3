import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { answerFrom, readTables, replay, type Tables } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

const instead =
  (tables: Tables): ReplayRoutes =>
  (request) =>
    answerFrom({ ...readTables(), ...tables }, request);

it('reads the recorded users: one inactive, one locked, two for programs alone', async () => {
  const { emissions } = await collect();

  const accounts = recordsOf(emissions, 'account');
  expect(accounts.filter(({ isEnabled }) => isEnabled === false)).toHaveLength(2);
  expect(
    accounts.filter(({ accountKind, canSignIn }) => accountKind === 'service' && canSignIn === false),
  ).toHaveLength(2);
  expect(accounts[0]).toMatchObject({
    holder: { $identity: { email: 'user1@desk.example', login: 'user1' } },
    roles: ['certification', 'itil'],
    lastSeenAt: '2012-10-08T19:12:03.000Z',
  });
});

it('does not take a second factor that is not demanded of the user for one that is missing', async () => {
  const { emissions } = await collect();

  expect(new Set(recordsOf(emissions, 'account').map(({ hasMfa }) => hasMfa))).toEqual(new Set(['unknown']));
});

it('tells what each role allows and by which way, and leaves what no description explains unknown', async () => {
  const { emissions } = await collect();

  const told = recordsOf(emissions, 'grant').map(({ role, rights, path, via }) => [role, rights, path, via]);
  expect(told.slice(0, 3)).toEqual([
    ['certification', 'unknown', 'direct', null],
    ['itil', ['publish'], 'group', 'Service desk'],
    ['admin', ['administer', 'export', 'connect', 'publish'], 'direct', null],
  ]);
});

it('is not whole where access rules hide rows: the instance counts more than it gives', async () => {
  const { emissions } = await collect((request) => {
    const answer = replay.routes(request);
    if (answer === null || !request.path.endsWith('/sys_user')) return answer;
    return { ...answer, headers: { ...answer.headers, 'x-total-count': '13' } };
  });

  expect(endOf(emissions, 'account')).toMatchObject({
    isComplete: false,
    reasons: expect.arrayContaining([expect.stringContaining('ServiceNow counts 13 users and gave 12')]),
  });
  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: false });
});

it('tells users whole where the roles may not be read, and then no grants', async () => {
  const { emissions } = await collect((request) =>
    request.path.endsWith('/sys_user_has_role') ? { status: 403, body: {} } : replay.routes(request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: true });
  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: false });
});

it('names a role whose user it cannot see, and loses none', async () => {
  const held = {
    sys_id: 'held-9',
    user: 'nobody',
    role: 'role-admin',
    inherited: 'false',
    granted_by: '',
    state: 'active',
  };
  const { emissions } = await collect(instead({ sys_user_has_role: [held] }));

  expect(emissions.filter(({ type }) => type === 'rejected')).toMatchObject([
    { kind: 'grant', where: 'role held held-9' },
  ]);
});
