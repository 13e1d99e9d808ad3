import { recordSchemas } from '@daybook/kit';
import { collectReplay, type ReplayRequest, startReplay } from '@daybook/kit/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

type Collected = Awaited<ReturnType<typeof collect>>;

async function collect(routes = replay.routes) {
  const server = await startReplay(routes);
  const { emissions, error } = await collectReplay(connector, replay.settings(server.url));
  await server.close();
  const host = new URL(server.url).host;
  const recordsOf = <K extends keyof typeof recordSchemas>(kind: K, below = '') =>
    emissions.flatMap((one) =>
      one.type === 'record' && one.kind === kind && one.scope === `${host}${below}`
        ? [recordSchemas[kind].parse(one.record)]
        : [],
    );
  const endOf = (kind: string, below = '') =>
    emissions.find((one) => one.type === 'end' && one.kind === kind && one.scope === `${host}${below}`);
  return { error, recordsOf, endOf };
}

/** The same source, refusing paths that match. */
function refusing(path: RegExp) {
  return (request: ReplayRequest) =>
    path.test(request.path) ? { status: 403, body: { errorCode: 'E0000006' } } : replay.routes(request);
}

let whole: Collected;
beforeAll(async () => {
  whole = await collect();
});

describe('accounts of Okta', () => {
  it('have a second factor where one is active, and may have one where only mail is', () => {
    expect(whole.recordsOf('account').map((one) => 'hasMfa' in one && one.hasMfa)).toEqual([
      true,
      'unknown',
      false,
      false,
      false,
      false,
      'unknown',
    ]);
    expect(whole.endOf('account')).toMatchObject({
      attributes: { 'mfa push': 1, 'mfa webauthn': 1, 'mfa email': 1 },
    });
  });

  it('are disabled once deactivated, and say how they are entered', () => {
    const accounts = whole.recordsOf('account');

    expect(accounts.map((one) => 'isEnabled' in one && one.isEnabled)).toEqual([
      ...Array<boolean>(6).fill(true),
      false,
    ]);
    expect(accounts[0]).toMatchObject({ signIns: ['password', 'passkey'] });
  });

  it('are whole with unknown factors where the token may not see these', async () => {
    const { recordsOf, endOf } = await collect(refusing(/\/factors$/));

    expect(recordsOf('account').every((one) => 'hasMfa' in one && one.hasMfa === 'unknown')).toBe(true);
    expect(endOf('account')).toMatchObject({ isComplete: true, attributes: { factorsNotShown: 6 } });
  });

  it('are incomplete where the factors of one of them did not come', async () => {
    const { endOf } = await collect(refusing(/00us5z1aerBUBP41M4x6\/factors$/));

    expect(endOf('account')).toMatchObject({ isComplete: false });
  });
});

describe('grants of Okta', () => {
  it('are roles with what they allow', () => {
    expect(whole.recordsOf('grant')[0]).toMatchObject({
      role: 'SUPER_ADMIN',
      rights: ['administer', 'export', 'connect'],
      path: 'direct',
      via: null,
      from: '2020-11-06T15:47:32.000Z',
    });
  });

  it('name the group they come through', async () => {
    const role = { id: 'gra1', type: 'READ_ONLY_ADMIN', label: 'Read-only', status: 'ACTIVE', created: null };
    const byGroup = { ...role, assignmentType: 'GROUP' };
    const { recordsOf } = await collect((request) =>
      /(00gs5to49AhMBaJNU4x6|00us5z1aerBUBP41M4x6)\/roles$/.test(request.path)
        ? { body: [byGroup] }
        : replay.routes(request),
    );

    expect(recordsOf('grant').find((one) => 'path' in one && one.path === 'group')).toMatchObject({
      role: 'READ_ONLY_ADMIN',
      via: 'Everyone',
      rights: ['export', 'connect'],
    });
  });

  it('of an app say that somebody may enter it, and nothing of what they may do there', () => {
    const [grant] = whole.recordsOf('grant', '/Dev Integrations Slack');

    expect(grant).toMatchObject({ role: 'assigned', rights: 'unknown', path: 'direct', via: null });
  });

  it('are incomplete where the apps could not be listed', async () => {
    const { endOf } = await collect(refusing(/\/apps$/));

    expect(endOf('grant')).toMatchObject({ isComplete: false });
    expect(endOf('account')).toMatchObject({ isComplete: true });
  });
});

it('tells API tokens with their maker, and never that one is unused', () => {
  expect(whole.recordsOf('credential')[0]).toMatchObject({
    owner: { $identity: { email: 'person1@team.example' } },
    lastUsedAt: 'unknown',
    expiresAt: '2026-02-01T08:00:00.000Z',
  });
});

it('tells who gave and took access, and counts where nobody is known to have', () => {
  const [given, taken] = whole.recordsOf('config');

  expect(given).toMatchObject({
    area: 'user.account.privilege.grant',
    by: { $identity: { email: 'person1@team.example' } },
    about: { $identity: { email: 'person2@team.example' } },
    after: [{ name: 'role', value: { $text: 'Super administrator' } }],
  });
  expect(taken).toMatchObject({
    by: 'unknown',
    before: [{ name: 'UserGroup', value: { $text: 'Everyone' } }],
    after: null,
  });
  expect(whole.endOf('config')).toMatchObject({ attributes: { unknownGrantors: 1 } });
});

it('refuses as a whole where the token is no longer accepted', async () => {
  const { error } = await collect(() => ({ status: 401, body: {} }));

  expect(error).toMatchObject({ code: 'source-refused' });
});
