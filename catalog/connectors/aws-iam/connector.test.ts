import { endOf, type ReplayRequest, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { answerFrom, readAccount, replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

function actionOf({ body }: ReplayRequest): string {
  return new URLSearchParams(body).get('Action') ?? '';
}

it('reads the root user and every IAM user, as many as AWS counts', async () => {
  const { emissions } = await collect();

  const accounts = recordsOf(emissions, 'account');
  expect(
    accounts.map(({ holder, accountKind, isEnabled, canSignIn, hasMfa }) => [
      '$identity' in holder ? holder.$identity.login : '',
      accountKind,
      isEnabled,
      canSignIn,
      hasMfa,
    ]),
  ).toEqual([
    ['<root_account>', 'human', true, true, false],
    ['ada', 'human', true, true, true],
    ['ben', 'human', true, true, false],
    ['nightly-export', 'unknown', true, false, false],
    ['newsletter', 'unknown', false, false, false],
    ['leftover', 'unknown', 'unknown', 'unknown', false],
  ]);
  expect(endOf(emissions, 'account')).toMatchObject({ sourceCount: 6, isComplete: true });
});

it('tells each way by which a policy reaches a user, and keeps within a boundary', async () => {
  const { emissions } = await collect();

  expect(
    recordsOf(emissions, 'grant').map(({ role, path, via, rights }) => [role, path, via, rights]),
  ).toEqual([
    ['root', 'owner', null, ['administer', 'export', 'connect', 'publish']],
    ['own-keys', 'direct', null, []],
    ['AdministratorAccess', 'group', 'Administrators', ['administer', 'export', 'connect', 'publish']],
    ['reports', 'direct', null, ['export']],
    ['AdministratorAccess', 'direct', null, ['export']],
    ['send', 'group', 'Mailers', ['publish']],
    ['Retired', 'direct', null, 'unknown'],
  ]);
});

it('lists access keys with their last use, and those of the root user from the report', async () => {
  const { emissions } = await collect();

  expect(
    recordsOf(emissions, 'credential').map(({ credential, isActive, lastUsedAt }) => [
      credential,
      isActive,
      lastUsedAt,
    ]),
  ).toEqual([
    ['root/access-key-1', true, '2021-09-04T15:09:00.000Z'],
    ['EXAMPLEKEY000001', true, '2025-12-01T02:03:04.000Z'],
    ['EXAMPLEKEY000002', true, null],
    ['EXAMPLEKEY000003', false, '2022-03-01T02:03:04.000Z'],
  ]);
});

it('signs every call for IAM, and asks no host but its own', async () => {
  const { requests } = await collect();

  for (const { headers, method } of requests) {
    expect(method).toBe('POST');
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=EXAMPLEKEY999999\/\d{8}\/us-east-1\/iam\/aws4_request, SignedHeaders=[\w;-]+, Signature=[0-9a-f]{64}$/,
    );
    expect(headers['content-type']).toContain('application/x-www-form-urlencoded');
    const signed = /SignedHeaders=([\w;-]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
    expect(signed).toEqual(expect.arrayContaining(['host', 'x-amz-date']));
    expect(signed.filter((name) => headers[name] === undefined)).toEqual([]);
  }
});

it('has no whole list of accounts where AWS counts other than it gave', async () => {
  const account = readAccount();
  const fewer = { ...account, users: account.users.slice(0, 4) };

  const { emissions } = await collect((request) =>
    answerFrom(actionOf(request) === 'GetAccountSummary' ? account : fewer, request),
  );

  expect(endOf(emissions, 'account')).toMatchObject({
    isComplete: false,
    reasons: ['the source counts 6 and gave 5; collect again'],
  });
});

it('keeps grants whole where access keys may not be read, and says what AWS refused', async () => {
  const denied = '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error></ErrorResponse>';

  const { emissions } = await collect((request) =>
    actionOf(request) === 'ListAccessKeys' ? { status: 403, body: denied } : replay.routes(request),
  );

  expect(endOf(emissions, 'grant')).toMatchObject({ isComplete: true });
  expect(endOf(emissions, 'credential')).toMatchObject({
    isComplete: false,
    reasons: [expect.stringContaining('`AccessDenied`')],
  });
});

it('has nothing whole without the credential report', async () => {
  const { emissions } = await collect((request) =>
    actionOf(request) === 'GetCredentialReport' ? { status: 500, body: '' } : replay.routes(request),
  );

  for (const kind of ['account', 'grant', 'credential'] as const)
    expect(endOf(emissions, kind)).toMatchObject({ isComplete: false });
});

it('knows nothing of a group that no list holds', async () => {
  const account = readAccount();

  const { emissions } = await collect((request) => answerFrom({ ...account, groups: [] }, request));

  const ofGroups = recordsOf(emissions, 'grant').filter(({ path }) => path === 'group');
  expect(ofGroups.map(({ via, rights }) => [via, rights])).toEqual([
    ['Administrators', 'unknown'],
    ['Mailers', 'unknown'],
  ]);
});
