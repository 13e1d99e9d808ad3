import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { rightsOfPermission } from './app-permission-rights.ts';
import { connector } from './connector.ts';
import { answerFrom, readTenant, replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

/** As where the licence or the permission for it is missing. */
function without(part: string): ReplayRoutes {
  return (request) =>
    `${request.path}?${request.query}`.includes(part) ? { status: 403, body: {} } : replay.routes(request);
}

it('reads the second factor of recorded users by their id, else by their sign-in name, else not at all', async () => {
  const { emissions } = await collect();

  const people = recordsOf(emissions, 'account').filter(({ accountKind }) => accountKind === 'human');
  expect(people.map(({ hasMfa, isEnabled, isGuest }) => [hasMfa, isEnabled, isGuest])).toEqual([
    [true, true, false],
    [false, true, false],
    [true, true, false],
    ['unknown', false, false],
    ['unknown', true, true],
  ]);
});

it('says never only where Entra would have kept a sign-in', async () => {
  const { emissions } = await collect();

  const people = recordsOf(emissions, 'account').filter(({ accountKind }) => accountKind === 'human');
  expect(people.map(({ lastSeenAt }) => lastSeenAt)).toEqual([
    '2025-12-03T08:00:00.000Z',
    '2025-06-01T08:00:00.000Z',
    null,
    'unknown',
    null,
  ]);
});

it('names a guest by their own address and the organisation the tenant names', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'account').find(({ isGuest }) => isGuest === true)).toMatchObject({
    holder: { $identity: { email: 'eli@agency.example', login: 'eli_agency.example#EXT#@team.example' } },
    organisation: 'Agency',
    roles: ['Kaizala Administrator'],
  });
});

it('tells roles held directly, through a group and by an application, and leaves unlisted roles unknown', async () => {
  const { emissions } = await collect();

  const roles = recordsOf(emissions, 'grant').filter(({ path }) => path !== 'token');
  expect(roles.slice(0, 5).map(({ role, path, via, rights }) => [role, path, via, rights])).toEqual([
    ['Global Administrator', 'direct', null, ['administer', 'export', 'connect', 'publish']],
    ['Global Administrator', 'group', 'Night shift', ['administer', 'export', 'connect', 'publish']],
    ['User Administrator', 'direct', null, ['administer']],
    ['User Administrator', 'direct', null, ['administer']],
    ['Kaizala Administrator', 'direct', null, 'unknown'],
  ]);
});

it('tells roles that are limited, own ones, and those that have to be activated first', async () => {
  const { emissions } = await collect();

  const roles = recordsOf(emissions, 'grant').filter(({ path }) => path !== 'token');
  expect(
    roles.slice(5).map(({ role, rights, scope, isInForce }) => [role, rights, scope, isInForce]),
  ).toEqual([
    ['User Administrator', ['administer'], ['/administrativeUnits/unit-1'], true],
    ['Queue keeper', 'unknown', [], true],
    ['Global Administrator (may be activated)', ['administer', 'export', 'connect', 'publish'], [], false],
  ]);
});

it('takes a missing licence for nothing to activate, and a missing permission for a gap', async () => {
  const licence = { error: { code: 'AadPremiumLicenseRequired', message: 'The tenant needs a licence.' } };

  const unlicensed = await collect((request) =>
    request.path.endsWith('roleEligibilityScheduleInstances')
      ? { status: 400, body: licence }
      : replay.routes(request),
  );
  const unpermitted = await collect(without('roleEligibilityScheduleInstances'));

  expect(endOf(unlicensed.emissions, 'grant')).toMatchObject({ isComplete: true, gaps: [] });
  expect(endOf(unpermitted.emissions, 'grant')).toMatchObject({
    gaps: [expect.stringContaining('roles that may be activated')],
  });
});

it("tells the permissions of applications that are not Microsoft's own", async () => {
  const { emissions } = await collect();

  const permissions = recordsOf(emissions, 'grant').filter(({ path }) => path === 'token');
  expect(permissions.map(({ role, rights, isInForce }) => [role, rights, isInForce])).toEqual([
    ['Mail.Read', ['export'], true],
    ['RoleManagement.ReadWrite.Directory', ['administer'], false],
    ['00000000-0000-0000-0000-0000000000e9', 'unknown', false],
  ]);
  const services = recordsOf(emissions, 'account').filter(({ accountKind }) => accountKind === 'service');
  expect(services.map(({ isEnabled, owner }) => [isEnabled, owner !== null])).toEqual([
    [true, true],
    [false, false],
  ]);
});

it('lists secrets with their owner and their end', async () => {
  const { emissions } = await collect();

  expect(recordsOf(emissions, 'credential')).toMatchObject([
    {
      owner: { $identity: { email: 'bob@team.example' } },
      scopes: ['Mail.Read'],
      expiresAt: '2025-06-30T00:00:00.000Z',
      isActive: false,
      lastUsedAt: 'unknown',
    },
    { expiresAt: '2027-06-01T00:00:00.000Z', isActive: true },
    { owner: null, scopes: [], isActive: true },
  ]);
});

it('knows no second factor and no sign-in where they may not be read, and reads the users whole', async () => {
  const noReport = await collect(without('userRegistrationDetails'));
  const noSignIns = await collect(without('signInActivity'));

  expect(new Set(recordsOf(noReport.emissions, 'account').map(({ hasMfa }) => hasMfa))).toEqual(
    new Set(['unknown']),
  );
  expect(new Set(recordsOf(noSignIns.emissions, 'account').map(({ lastSeenAt }) => lastSeenAt))).toEqual(
    new Set(['unknown']),
  );
  expect([noReport, noSignIns].map(({ emissions }) => endOf(emissions, 'account'))).toMatchObject([
    { isComplete: true },
    { isComplete: true },
  ]);
});

it('has no whole list of grants where the members of one role may not be read', async () => {
  const { emissions } = await collect(without('0000a2/members'));

  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: false });
  expect(endOf(emissions, 'credential')).toMatchObject({ isComplete: true });
});

it('says so when somebody holds a role who is in no list', async () => {
  const tenant = readTenant();
  const users = tenant.users.slice(1);

  const { emissions } = await collect((request) => answerFrom({ ...tenant, users }, request));

  expect(endOf(emissions, 'grant')).toMatchObject({ gaps: [expect.stringContaining('1 holders')] });
});

it('keeps two accounts of one person apart that have one mail address', async () => {
  const tenant = readTenant();
  const second = { id: 'adm', userPrincipalName: 'adm-alice@team.example', mail: 'alice@team.example' };

  const { emissions } = await collect((request) =>
    answerFrom({ ...tenant, users: [...tenant.users, second] }, request),
  );

  const logins = recordsOf(emissions, 'account').map(({ holder }) => holder);
  expect(logins).toContainEqual({
    $identity: { login: 'adm-alice@team.example', system: 'entra:team.onmicrosoft.example' },
  });
});

it.each([
  ['User.Read.All', []],
  ['Directory.ReadWrite.All', ['administer']],
  ['Application.ReadWrite.All', ['administer', 'connect']],
  ['Files.Read.All', ['export']],
  ['Mail.Send', ['publish']],
  ['SomethingNew', 'unknown'],
])('knows what the permission %s gives', (name, rights) => {
  expect(rightsOfPermission(name)).toEqual(rights);
});
