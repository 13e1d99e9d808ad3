import { recordSchemas } from '@daybook/kit';
import { collectReplay, type ReplayAnswer, type ReplayRequest, startReplay } from '@daybook/kit/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { connector } from './connector.ts';
import { replay } from './replay.ts';

type Routes = (request: ReplayRequest) => ReplayAnswer | null;

async function collect(routes: Routes = replay.routes) {
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

let whole: Awaited<ReturnType<typeof collect>>;
beforeAll(async () => {
  whole = await collect();
});

describe('accounts of a group', () => {
  it('are everybody once, wherever they are a member, with programs told from people', () => {
    expect(
      whole.recordsOf('account').map((one) => ('accountKind' in one ? [one.roles[0], one.accountKind] : [])),
    ).toEqual([
      ['Owner', 'human'],
      ['Developer', 'human'],
      ['Guest', 'human'],
      ['Maintainer', 'service'],
      ['Developer', 'service'],
    ]);
  });

  it('have a second factor only where GitLab says so', () => {
    expect(whole.recordsOf('account').map((one) => 'hasMfa' in one && one.hasMfa)).toEqual([
      true,
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(whole.recordsOf('account')[0]).toMatchObject({
      holder: { $identity: { email: 'one@team.example', login: 'person.one' } },
      lastSeenAt: '2025-12-30T00:00:00.000Z',
    });
  });

  it('are whole without the lists of paid plans, and then no second factor is known', async () => {
    const { recordsOf, endOf } = await collect((request) =>
      /(enterprise_users|service_accounts)$/.test(request.path)
        ? { status: 403, body: {} }
        : replay.routes(request),
    );

    expect(endOf('account')).toMatchObject({ isComplete: true });
    expect(recordsOf('account').every((one) => 'hasMfa' in one && one.hasMfa === 'unknown')).toBe(true);
  });
});

describe('grants of a group', () => {
  it('are direct, inherited or a token, of the whole group or of a part of it', () => {
    const told = whole
      .recordsOf('grant')
      .map((one) => ('path' in one ? [one.grant, one.role, one.path, one.scope] : []));

    expect(told).toEqual([
      ['1@group team', 'Owner', 'direct', []],
      ['3@group team', 'Guest', 'direct', []],
      ['4@group team', 'Maintainer', 'token', []],
      ['5@group team/desk', 'Developer', 'direct', ['group team/desk']],
      ['2@project team/desk/store', 'Reads vulnerabilities', 'direct', ['project team/desk/store']],
      ['2@above or invited', 'Developer', 'group', []],
    ]);
  });

  it('say what a role allows, and that a custom role is not explained', () => {
    const rights = whole.recordsOf('grant').map((one) => 'rights' in one && one.rights);

    expect(rights[0]).toEqual(['administer', 'export', 'connect', 'publish']);
    expect(rights[1]).toEqual([]);
    expect(rights[4]).toBe('unknown');
  });

  it('end where the membership ends and are not in force for who is blocked', () => {
    expect(whole.recordsOf('grant')[5]).toMatchObject({ until: '2026-06-30T00:00:00.000Z', isInForce: true });
    expect(whole.recordsOf('grant')[1]).toMatchObject({ until: null, isInForce: false });
  });

  it('are incomplete where one project does not show its members', async () => {
    const { endOf } = await collect((request) =>
      request.path.endsWith('/projects/40/members') ? { status: 403, body: {} } : replay.routes(request),
    );

    expect(endOf('grant')).toMatchObject({ isComplete: false });
    expect(endOf('credential')).toMatchObject({ isComplete: true });
  });
});

it('tells access tokens, those that were never used and those that were revoked', () => {
  const told = whole
    .recordsOf('credential')
    .map((one) =>
      'lastUsedAt' in one && 'credential' in one ? [one.credential, one.isActive, one.lastUsedAt] : [],
    );

  expect(told).toEqual([
    ['2@group team', true, 'unknown'],
    ['3@group team', false, 'unknown'],
    ['2@project team/desk/store', true, '2024-09-13T04:10:23.075Z'],
    ['3@project team/desk/store', true, null],
  ]);
});

describe('a group of 12,000 members', () => {
  const accounts = 12_000;
  const perPage = 100;

  function many(lastPage: number): Routes {
    return (request) => {
      if (!request.path.endsWith('/7/members/all')) return replay.routes(request);
      const page = Number(request.query.get('page') ?? 1);
      if (page > lastPage) return { status: 502, body: 'bad gateway' };
      const link = `<${request.baseUrl}${request.path}?page=${page + 1}&per_page=${perPage}>; rel="next"`;
      return {
        body: Array.from({ length: perPage }, (_, i) => {
          const id = (page - 1) * perPage + i + 1;
          return { id, username: `person.${id}`, name: `Person ${id}`, state: 'active', access_level: 30 };
        }),
        headers: page * perPage < accounts ? { link } : {},
      };
    };
  }

  it('is read to the last of them', async () => {
    const { recordsOf, endOf } = await collect(many(120));

    expect(recordsOf('account')).toHaveLength(accounts);
    expect(endOf('account')).toMatchObject({ isComplete: true });
  });

  it('is an error where its pages break off, never a part', async () => {
    const { endOf } = await collect(many(73));

    expect(endOf('account')).toMatchObject({
      isComplete: false,
      reasons: [expect.stringContaining('status 502')],
    });
    expect(endOf('grant')).toMatchObject({ isComplete: false });
  });
});
