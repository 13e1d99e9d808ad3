import { recordSchemas } from '@daybook/kit';
import { collectReplay, type ReplayAnswer, type ReplayRequest, startReplay } from '@daybook/kit/testing';
import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

type Routes = (request: ReplayRequest) => ReplayAnswer | null;

async function collect(routes: Routes = replay.routes, settings: Record<string, unknown> = {}) {
  const server = await startReplay(routes);
  const given = { domain: 'team.example', credentials: 'replay-token', baseUrl: server.url };
  const tokenUrl = `${server.url}/token`;
  const { emissions, error } = await collectReplay(connector, { ...given, tokenUrl, ...settings });
  await server.close();
  const recordsOf = <K extends keyof typeof recordSchemas>(kind: K) =>
    emissions.flatMap((one) =>
      one.type === 'record' && one.kind === kind ? [recordSchemas[kind].parse(one.record)] : [],
    );
  const endOf = (kind: string) => emissions.find((one) => one.type === 'end' && one.kind === kind);
  return { error, recordsOf, endOf, tokenUrl };
}

let whole: Awaited<ReturnType<typeof collect>>;
beforeAll(async () => {
  whole = await collect();
});

describe('accounts of a Workspace', () => {
  it('tell their second factor, their last sign-in and who administers', () => {
    expect(whole.recordsOf('account')).toHaveLength(6);
    expect(whole.recordsOf('account')[0]).toMatchObject({
      holder: { $identity: { email: 'person1@team.example' } },
      roles: ['super administrator'],
      hasMfa: false,
      isEnabled: true,
      isGuest: 'unknown',
      lastSeenAt: '2023-03-03T20:38:46.000Z',
    });
  });

  it('never signed in where Google answers its earliest instant, and are not told of by what is absent', async () => {
    const user = {
      id: '9',
      primaryEmail: 'nine@team.example',
      isAdmin: false,
      isDelegatedAdmin: false,
      suspended: true,
      lastLoginTime: '1970-01-01T00:00:00.000Z',
    };
    const { recordsOf } = await collect((request) =>
      request.path.endsWith('/v1/users')
        ? { body: { kind: 'admin#directory#users', users: [user] } }
        : replay.routes(request),
    );

    expect(recordsOf('account')[0]).toMatchObject({
      lastSeenAt: null,
      createdAt: 'unknown',
      hasMfa: 'unknown',
      isEnabled: false,
    });
  });
});

describe('grants of a Workspace', () => {
  it('are roles held directly, by a group, or by somebody no list of users names', () => {
    const told = whole
      .recordsOf('grant')
      .map((one) => ('path' in one ? [one.role, one.path, one.via, one.scope, one.rights] : []));

    expect(told).toEqual([
      ['_SEED_ADMIN_ROLE', 'direct', null, [], ['administer', 'export', 'connect']],
      ['_HELP_DESK_ADMIN_ROLE', 'group', 'group1@team.example', ['unit 03ph8a2z1'], ['administer']],
      ['_HELP_DESK_ADMIN_ROLE', 'group', 'group1@team.example', ['unit 03ph8a2z1'], ['administer']],
      ['_HELP_DESK_ADMIN_ROLE', 'group', 'group1@team.example', ['unit 03ph8a2z1'], ['administer']],
      ['Integration 9', 'direct', null, [], 'unknown'],
    ]);
    expect(whole.recordsOf('grant')[4]).toMatchObject({
      holder: { $identity: { login: '117000000000000000099', system: 'google-workspace:team.example' } },
    });
  });

  it('of a custom role are unknown as a whole, and administer where a privilege says so', () => {
    expect(whole.recordsOf('grant')[4]).toMatchObject({ surely: ['administer'] });
  });

  it('are incomplete where the members of a group did not come', async () => {
    const { endOf } = await collect((request) =>
      request.path.endsWith('/members') ? { status: 403, body: {} } : replay.routes(request),
    );

    expect(endOf('grant')).toMatchObject({ isComplete: false });
    expect(endOf('account')).toMatchObject({ isComplete: true });
  });
});

it('tells the apps that people let into their accounts, and what they may read', () => {
  expect(whole.recordsOf('credential')).toMatchObject([
    {
      purpose: { $text: 'Meeting notes' },
      owner: { $identity: { email: 'person1@team.example' } },
      scopes: ['openid', 'https://www.googleapis.com/auth/drive'],
      lastUsedAt: 'unknown',
    },
    { purpose: { $text: 'Browser' }, scopes: [] },
  ]);
});

it('tells who gave and took rights, and counts where nobody is known to have', () => {
  const told = whole
    .recordsOf('config')
    .map((one) => ('area' in one ? [one.area, one.by === 'unknown', one.before === null] : []));

  expect(told).toEqual([
    ['ASSIGN_ROLE', false, true],
    ['UNASSIGN_ROLE', true, false],
    ['ADD_GROUP_MEMBER', false, true],
  ]);
  expect(whole.recordsOf('config')[0]).toMatchObject({
    about: { $identity: { email: 'person2@team.example' } },
    after: [{ name: 'ROLE_NAME', value: { $text: '_SEED_ADMIN_ROLE' } }],
  });
  expect(whole.endOf('config')).toMatchObject({ attributes: { unknownGrantors: 1 } });
});

describe('a service account', () => {
  it('asks for a token by an assertion it signed for the administrator', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = {
      type: 'service_account',
      client_email: 'daybook@project.example',
      private_key: await exportPKCS8(privateKey),
      private_key_id: 'key-1',
      token_uri: 'https://elsewhere.example/token',
    };
    const assertions: string[] = [];
    const { error, endOf, tokenUrl } = await collect(
      (request) => {
        if (request.path !== '/token') return replay.routes(request);
        assertions.push(new URLSearchParams(request.body).get('assertion') ?? '');
        return { body: { access_token: 'replay-token', expires_in: 3599, token_type: 'Bearer' } };
      },
      { credentials: JSON.stringify(key), administrator: 'admin@team.example' },
    );

    const { payload, protectedHeader } = await jwtVerify(assertions[0] ?? '', publicKey, {
      audience: tokenUrl,
      issuer: 'daybook@project.example',
      subject: 'admin@team.example',
      currentDate: new Date('2026-01-01T00:30:00.000Z'),
    });
    expect([error, protectedHeader.kid, payload.exp]).toEqual([null, 'key-1', 1_767_229_200]);
    expect(endOf('account')).toMatchObject({ isComplete: true });
  });

  it.each([
    ['{"type":"authorized_user"}', 'admin@team.example', 'not one'],
    [
      '{"type":"service_account","client_email":"a@b.example","private_key":"nothing"}',
      'admin@team.example',
      'cannot be read',
    ],
    [
      '{"type":"service_account","client_email":"a@b.example","private_key":"nothing"}',
      undefined,
      'reads nothing',
    ],
  ])(
    'is refused by a sentence where its key file cannot serve',
    async (credentials, administrator, words) => {
      const { error } = await collect(replay.routes, {
        credentials,
        ...(administrator ? { administrator } : {}),
      });

      expect(error).toMatchObject({ code: 'settings-invalid', message: expect.stringContaining(words) });
    },
  );
});
