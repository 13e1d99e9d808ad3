import {
  type Emission,
  type OwnAccount,
  type OwnGrant,
  type OwnList,
  type OwnRows,
  type OwnSource,
  recordSchemas,
} from '@daybook/kit';
import { describe, expect, test } from 'vitest';
import { connector } from './connector.ts';

const ada = 'sub_00000000-0000-4000-8000-000000000001';
const ben = 'sub_00000000-0000-4000-8000-000000000002';
const tool = 'sub_00000000-0000-4000-8000-000000000003';
const at = '2026-03-01T12:00:00.000Z';

describe('Daybook as its own source', () => {
  test('tells its lists whole when the counts agree', async () => {
    const emissions = await collect(sourceOf({ accounts: [member(ada), member(ben), service(tool)] }));

    const ends = emissions.filter((one) => one.type === 'end');
    expect(ends.map(({ kind, isComplete, sourceCount }) => [kind, isComplete, sourceCount])).toEqual([
      ['account', true, 3],
      ['grant', true, 0],
      ['system-access', true, 1],
      ['credential', true, 0],
      ['config', true, 0],
      ['export', true, 0],
    ]);
  });

  test('reads every page and keeps to the ontology', async () => {
    const emissions = await collect(everything());

    const records = emissions.filter((one) => one.type === 'record');
    for (const { kind, record } of records) {
      expect(recordSchemas[kind].strict().safeParse(record).error?.issues ?? []).toEqual([]);
    }
    expect(records.map(({ kind }) => kind)).toEqual([
      'account',
      'account',
      'account',
      'grant',
      'grant',
      'system-access',
      'credential',
      'config',
      'export',
    ]);
  });

  test('is not whole when somebody was added while it was read', async () => {
    const source = sourceOf({ accounts: [member(ada)] });
    let asked = 0;
    const growing: OwnSource = { ...source, count: async () => (asked++ === 0 ? 1 : 2) };

    const ends = (await collect(growing)).filter((one) => one.type === 'end');

    expect(ends[0]).toMatchObject({
      isComplete: false,
      reasons: ['1 accounts were read, but 1 were counted before and 2 afterwards'],
    });
    expect(ends[2]).toMatchObject({ kind: 'system-access', isComplete: false });
  });

  test('counts people and those of them who administer, once each', async () => {
    const grants = [
      right(ada, 'a', true),
      right(ada, 'b', true),
      right(tool, 'c', true),
      right(ben, 'd', false),
    ];
    const accounts = [member(ada), member(ben), service(tool), { ...member('sub_gone'), isEnabled: false }];

    const spread = (await collect(sourceOf({ accounts, grants }))).find(
      (one) => one.type === 'record' && one.kind === 'system-access',
    );

    expect(spread).toMatchObject({ record: { people: 2, administrators: [{ $subject: ada }] } });
  });

  test('holds nobody by a name or a mail address', async () => {
    expect(JSON.stringify(await collect(everything()))).not.toContain('$identity');
  });

  test('refuses to be read by anything but a running Daybook', async () => {
    await expect(collect(undefined)).rejects.toMatchObject({ code: 'source-not-found' });
  });
});

function member(holder: string): OwnAccount {
  return {
    holder,
    isService: false,
    role: 'reader',
    isEnabled: true,
    hasSecondFactor: true,
    canSignIn: true,
    lastSignInAt: at,
    createdAt: at,
  };
}

function service(holder: string): OwnAccount {
  return { ...member(holder), isService: true, role: 'service', canSignIn: false, lastSignInAt: null };
}

function right(holder: string, id: string, isInForce: boolean): OwnGrant {
  return {
    id,
    holder,
    role: 'administrator',
    rights: ['administer'],
    scope: [],
    origin: 'manual',
    from: at,
    until: null,
    requestedBy: ben,
    approvedBy: null,
    needsApproval: true,
    isInForce,
  };
}

type Lists = { readonly [L in OwnList]?: readonly OwnRows[L][] };

/** One row a page. */
function sourceOf(lists: Lists): OwnSource {
  return {
    listings: async () => [],
    count: async (list) => lists[list]?.length ?? 0,
    page: async (list, after) => {
      const rows: readonly OwnRows[typeof list][] = lists[list] ?? [];
      const place = after === null ? 0 : Number(after);
      return {
        items: rows.slice(place, place + 1),
        next: place + 1 < rows.length ? String(place + 1) : null,
      };
    },
  };
}

function everything(): OwnSource {
  const key = {
    id: 'key_1',
    purpose: 'nightly',
    owner: ada,
    scopes: ['item.list'],
    createdAt: at,
    isActive: true,
  };
  const before = [{ name: 'role', value: 'reader' }];
  return sourceOf({
    accounts: [member(ada), member(ben), service(tool)],
    grants: [right(ada, 'a', true), right(ben, 'b', false)],
    credentials: [{ ...key, expiresAt: at, lastUsedAt: null }],
    changes: [{ id: '#7', area: 'member', at, by: ada, about: ben, before, after: 'unknown' }],
    exports: [
      { id: '#9', what: 'package', at, by: ada, approvedBy: 'unknown', rows: 'unknown', hasReason: true },
    ],
  });
}

async function collect(own: OwnSource | undefined): Promise<readonly Emission[]> {
  const tools = {
    http: { send: () => Promise.reject(new Error('it needs no network')) },
    now: () => at,
    signal: new AbortController().signal,
    ...(own !== undefined && { own }),
  };
  const emissions: Emission[] = [];
  for await (const one of connector.collect({ source: 'self' }, tools)) emissions.push(one);
  return emissions;
}
