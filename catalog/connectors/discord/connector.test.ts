import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

it('tells who may do more than take part, and counts the others without naming them', async () => {
  const { emissions } = await collect();

  const told = recordsOf(emissions, 'account').map(({ accountKind, roles }) => [accountKind, roles]);
  expect(told).toEqual([
    ['unknown', ['owner']],
    ['unknown', ['Moderators']],
    ['service', ['Admins']],
    ['unknown', []],
  ]);
  expect(endOf(emissions, 'account')).toMatchObject({ attributes: { members: 6, secondFactorDemanded: 1 } });
  expect(JSON.stringify(emissions)).not.toContain('fan');
});

it('tells what each way permits: owning, a role, a channel of a role, a channel of one person', async () => {
  const { emissions } = await collect();

  const told = recordsOf(emissions, 'grant').map(({ role, rights, path, via, scope }) => [
    role,
    rights,
    path,
    via,
    scope,
  ]);
  expect(told).toEqual([
    ['owner', ['administer', 'connect', 'publish'], 'owner', null, []],
    ['Moderators', [], 'group', 'Moderators', []],
    ['permissions of a channel', ['connect', 'publish'], 'group', 'Moderators', ['announcements']],
    ['Admins', ['administer', 'connect', 'publish'], 'group', 'Admins', []],
    ['permissions of a channel', ['publish'], 'direct', null, ['announcements']],
  ]);
});

it('tells a webhook by its maker and its channel, and never its address', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'credential')).toMatchObject([
    {
      credential: 'webhook:600000000000000001',
      scopes: ['post in announcements'],
      owner: { $identity: { name: 'moderator' } },
    },
  ]);
  expect(JSON.stringify(emissions)).not.toContain('SECRET');
});

it('tells who gave whom which role, also by somebody who is gone', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'config')).toMatchObject([
    {
      area: 'roles of a member changed',
      by: { $identity: { name: 'founder' } },
      about: { $identity: { name: 'moderator' } },
      before: null,
      after: [{ name: 'roles', value: { $text: 'Moderators' } }],
    },
    { area: 'webhook made', by: { $identity: { name: 'gone' } }, about: null },
  ]);
});

it('tells nobody whole where the roles may not be read, since then nobody is known to be more than a member', async () => {
  const { emissions } = await collect((request) =>
    request.path.endsWith('/roles') ? { status: 403, body: {} } : replay.routes(request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({ isComplete: false });
  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: false });
  expect(endOf(emissions, 'credential')).toMatchObject({ isComplete: true });
});
