import { recordSchemas } from '@daybook/kit';
import { collectReplay, type ReplayAnswer, type ReplayRequest, startReplay } from '@daybook/kit/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

async function collect(routes: (request: ReplayRequest) => ReplayAnswer | null = replay.routes) {
  const server = await startReplay(routes);
  const { emissions, error } = await collectReplay(connector, replay.settings(server.url));
  await server.close();
  const recordsOf = <K extends keyof typeof recordSchemas>(kind: K) =>
    emissions.flatMap((one) =>
      one.type === 'record' && one.kind === kind ? [recordSchemas[kind].parse(one.record)] : [],
    );
  const endOf = (kind: string) => emissions.find((one) => one.type === 'end' && one.kind === kind);
  return { error, recordsOf, endOf };
}

/** The same source, refusing paths that match. */
function refusing(path: RegExp) {
  return collect((request) =>
    path.test(`${request.path}?${request.query}`) ? { status: 403, body: {} } : replay.routes(request),
  );
}

let whole: Awaited<ReturnType<typeof collect>>;
beforeAll(async () => {
  whole = await collect();
});

describe('accounts of an organisation', () => {
  it('are members, guests and apps, each known as far as GitHub tells', () => {
    expect(
      whole
        .recordsOf('account')
        .map((one) => ('hasMfa' in one ? [one.roles[0], one.accountKind, one.isGuest, one.hasMfa] : [])),
    ).toEqual([
      ['owner', 'human', false, true],
      ['member', 'human', false, false],
      ['member', 'human', false, true],
      ['outside collaborator', 'human', true, true],
      ['app', 'service', 'unknown', 'unknown'],
    ]);
  });

  it('carry the address of their single sign-on', () => {
    expect(whole.recordsOf('account')[1]).toMatchObject({
      holder: {
        $identity: { email: 'two@team.example', login: 'person-two', system: 'github.example' },
      },
      signIns: 'unknown',
      signInsSurely: ['single-sign-on'],
    });
  });

  it('have an unknown second factor where only owners may ask', async () => {
    const { recordsOf, endOf } = await refusing(/2fa_disabled/);

    expect(recordsOf('account').map((one) => 'hasMfa' in one && one.hasMfa)).toEqual([
      'unknown',
      'unknown',
      true,
      'unknown',
      'unknown',
    ]);
    expect(endOf('account')).toMatchObject({ isComplete: true });
  });

  it('are incomplete without the outside collaborators', async () => {
    const { endOf } = await refusing(/outside_collaborators\?per_page/);

    expect(endOf('account')).toMatchObject({ isComplete: false });
  });
});

describe('grants of an organisation', () => {
  it('are roles there, by teams, on repositories, of apps and of those who were invited', () => {
    const told = whole
      .recordsOf('grant')
      .map((one) => ('path' in one ? [one.role, one.path, one.via, one.scope.length, one.rights] : []));
    const all = ['administer', 'export', 'connect', 'publish'];

    expect(told).toEqual([
      ['owner', 'owner', null, 0, all],
      ['member', 'direct', null, 0, []],
      ['member', 'direct', null, 0, []],
      ['write', 'group', 'desk', 1, ['publish']],
      ['read', 'group', 'desk', 1, []],
      ['write', 'group', 'desk', 1, ['publish']],
      ['read', 'group', 'desk', 1, []],
      ['member of the team', 'group', 'empty', 0, []],
      ['admin', 'direct', null, 2, all],
      ['security-reader', 'direct', null, 1, 'unknown'],
      ['app', 'token', 'release-bot', 1, ['publish']],
      ['invited as direct_member', 'direct', null, 0, 'unknown'],
      ['invited as owner', 'direct', null, 0, all],
    ]);
  });

  it('of those who were invited are not in force, and name who invited them', () => {
    expect(whole.recordsOf('grant')[11]).toMatchObject({
      holder: { $identity: { email: 'new@team.example' } },
      isInForce: false,
      requestedBy: { $identity: { login: 'person-one', system: 'github.example' } },
      approvedBy: 'unknown',
    });
    expect(whole.recordsOf('grant')[12]).toMatchObject({ requestedBy: 'unknown' });
  });
});

describe('what acts without a person', () => {
  it('is told with its owner, its scopes and its last use', () => {
    const told = whole
      .recordsOf('credential')
      .map((one) => ('credential' in one ? [one.credential, one.scopes[0], one.lastUsedAt] : []));

    expect(told).toEqual([
      ['app/25381', 'contents:write', 'unknown'],
      ['key/91', 'write team/store', '2025-12-12T09:00:00.000Z'],
      ['key/92', 'read team/site', null],
      ['token/25382', 'members:read', null],
    ]);
    expect(whole.recordsOf('credential')[2]).toMatchObject({ owner: null });
  });

  it('is known not to be whole where personal tokens are hidden', async () => {
    const { endOf } = await refusing(/personal-access-tokens/);

    expect(endOf('credential')).toMatchObject({
      isComplete: true,
      gaps: [expect.stringContaining('personal')],
    });
  });
});

describe('changes of membership', () => {
  it('name who made them, and are counted where nobody is known to have', () => {
    expect(whole.recordsOf('config')).toMatchObject([
      { area: 'org.add_member', by: { $identity: { email: 'one@team.example' } }, before: null },
      {
        area: 'org.update_member',
        by: 'unknown',
        before: [{ name: 'role', value: { $text: 'read' } }],
        after: [{ name: 'role', value: { $text: 'admin' } }],
      },
    ]);
    expect(whole.endOf('config')).toMatchObject({ attributes: { unknownGrantors: 1 } });
  });

  it('are not spoken of where the organisation has no such log', async () => {
    const { endOf } = await refusing(/audit-log/);

    expect(endOf('config')).toBeUndefined();
  });
});

it('says by a sentence that an organisation is not there', async () => {
  const { error } = await collect(() => ({ status: 404, body: { message: 'Not Found' } }));

  expect(error).toMatchObject({ code: 'source-not-found' });
});

it.each([
  ['RATE_LIMITED', 'rate limit'],
  ['FORBIDDEN', '403'],
  ['SOMETHING_ELSE', 'status 502'],
])('takes a GraphQL answer that says %s for what it is', async (type, words) => {
  const { endOf } = await collect((request) =>
    request.path === '/graphql' ? { body: { data: null, errors: [{ type }] } } : replay.routes(request),
  );

  expect(endOf('account')).toMatchObject({
    isComplete: false,
    reasons: expect.arrayContaining([expect.stringContaining(words)]),
  });
});
