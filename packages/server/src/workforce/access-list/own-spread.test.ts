import { identity, type RecordOf } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listPopulations, readItems } from '../../facts/index.ts';
import { readOwnReading } from '../../intake/own-readings.store.ts';
import type { Tx } from '../../platform/index.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, credential, grant, listOf, people, person } from '../testing/told-records.ts';

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

const inTx = <T>(work: (tx: Tx) => Promise<T>) =>
  server.services.database.withWorkspace(server.workspaceId, work);

type Told = { readonly people: number; readonly administrators: readonly string[] };

/** What is told of one system, and why it is not whole. */
async function spreadOf(scope: string): Promise<{ told: Told | null; reasons: readonly string[] | null }> {
  const [item] = await inTx((tx) => readItems(tx, { kind: 'system-access', scope, limit: 5 }));
  const lists = await inTx((tx) => listPopulations(tx, server.services));
  const list = lists.find((one) => one.kind === 'system-access' && one.scope === scope);
  // Of this kind alone was asked.
  return { told: (item?.value ?? null) as Told | null, reasons: list?.reasons ?? null };
}

function onSystem(system: string) {
  return {
    account: (login: string, change: Partial<RecordOf<'account'>> = {}) =>
      account(login, { system, ...change }),
    grant: (login: string, change: Partial<RecordOf<'grant'>> = {}) =>
      grant(login, 'admin', { system, rights: ['administer'], ...change }),
    accounts: (records: readonly RecordOf<'account'>[]) => listOf('account', system, records),
    grants: (records: readonly RecordOf<'grant'>[]) => listOf('grant', system, records),
  };
}

const logins = Array.from({ length: 14 }, (_, i) => `agent${i}`);

describe('how the right to administer is spread', () => {
  test('12 of 14 administrators are told with their names; machines, the disabled and ownerless tokens count as nobody', async () => {
    const desk = onSystem('desk');
    await server.tell(
      'desk',
      desk.accounts([
        ...logins.map((login) => desk.account(login)),
        desk.account('robot', { accountKind: 'service' }),
        desk.account('gone', { isEnabled: false }),
      ]),
      desk.grants([...logins.slice(0, 12), 'robot', 'gone'].map((login) => desk.grant(login))),
      listOf('credential', 'desk', [credential('key', { system: 'desk' })]),
    );
    await server.tellOwn();

    const { told, reasons } = await spreadOf('desk');

    expect(told).toMatchObject({ system: 'desk', people: 14, peopleUnsure: 0, administratorsUnsure: 0 });
    expect(told?.administrators).toHaveLength(12);
    expect(reasons).toEqual([]);
  });

  test('an account of nobody knows what, and a role nobody explains, are counted as unsure and never as a no', async () => {
    const shop = onSystem('shop');
    const stranger = { holder: identity({ login: 'x91', system: 'shop' }), accountKind: 'unknown' } as const;
    await server.tell(
      'shop',
      shop.accounts([
        shop.account('ada'),
        shop.account('ben'),
        shop.account('x91', stranger),
        shop.account('cid', { isEnabled: 'unknown' }),
      ]),
      shop.grants([
        shop.grant('ada'),
        shop.grant('ben', { rights: 'unknown' }),
        shop.grant('x91', { holder: stranger.holder }),
        shop.grant('cid'),
      ]),
    );
    await server.tellOwn();

    const { told } = await spreadOf('shop');

    expect(told).toMatchObject({ people: 2, peopleUnsure: 2, administratorsUnsure: 2 });
    expect(told?.administrators).toHaveLength(2);
  });

  test('somebody with two accounts counts once', async () => {
    const chat = onSystem('chat');
    const second = identity({ email: 'eve@company.example', login: 'eve-admin', system: 'chat' });
    await server.tell('staff', people(person('eve')));
    await server.tell(
      'chat',
      chat.accounts([chat.account('eve'), chat.account('eve-admin', { holder: second })]),
      chat.grants([chat.grant('eve-admin', { holder: second })]),
    );
    await server.tellOwn();

    expect((await spreadOf('chat')).told).toMatchObject({ people: 1, administrators: [expect.any(String)] });
  });

  test('without a whole list of accounts and of grants no number is told, whichever is missing', async () => {
    const half = onSystem('half');
    const other = onSystem('other');
    await server.tell('half', half.grants([half.grant('ada')]));
    await server.tell('other', other.accounts([other.account('ada')]), {
      ...other.grants([other.grant('ada')]),
      isBroken: true,
    });
    await server.tellOwn();

    const halfTold = await spreadOf('half');
    expect([halfTold.told, halfTold.reasons]).toEqual([
      null,
      ['no list of the accounts of this system is known'],
    ]);
    const otherTold = await spreadOf('other');
    expect(otherTold.told).toBeNull();
    expect(otherTold.reasons?.[0]).toMatch(/^the list of its grants is not whole/);
  });

  test('a source that went silent leaves no list that is whole, and one that tells the numbers itself is not doubled', async () => {
    const desk = onSystem('desk');
    await server.tellFailure('desk');
    await server.tellOwn();
    expect((await spreadOf('desk')).reasons?.length).toBeGreaterThan(0);

    const theirs = { system: 'desk', people: 3, administrators: [] };
    await server.tell(
      'desk',
      desk.accounts([desk.account('ada')]),
      desk.grants([]),
      listOf('system-access', 'desk', [theirs]),
    );
    await server.tellOwn();

    const { told, reasons } = await spreadOf('desk');
    expect([told, reasons]).toEqual([theirs, []]);
  });

  test('a new administrator is told of at the next turn, not at the next full hour', async () => {
    const wiki = onSystem('wiki');
    const accounts = wiki.accounts([wiki.account('ada'), wiki.account('ben')]);
    await server.tell('wiki', accounts, wiki.grants([wiki.grant('ada')]));
    await server.tellOwn();
    const readAt = () => inTx(async (tx) => (await readOwnReading(tx))?.readAt ?? null);
    expect(await readAt()).not.toBeNull();

    await server.tell('wiki', accounts, wiki.grants([wiki.grant('ada'), wiki.grant('ben')]));

    expect(await readAt()).toBeNull();
  });
});

describe('accounts that ended before a date', () => {
  const dayMs = 86_400_000;
  const names = Array.from({ length: 40 }, (_, i) => `old${i}`);
  const told = (left: readonly string[], off: readonly string[] = []) =>
    listOf(
      'account',
      'archive',
      left.map((login) => account(login, { system: 'archive', isEnabled: !off.includes(login) })),
    );
  const endings = async (daysBefore = 21) => {
    const day = new Date(Date.parse(server.clock.now()) + dayMs).toISOString().slice(0, 10);
    const answer = await server.send(
      'GET',
      `/access-list/endings?day=${day}&days=7&daysBefore=${daysBefore}`,
      server.owner,
    );
    return answer.json<{
      verdict: string;
      ended: number;
      endedBefore: number;
      chance: number | null;
      reasons: string[];
    }>();
  };

  test('a clearing up before the date is told with its chance, and steady endings are not', async () => {
    server.clock.forward(400 * dayMs);
    await server.tell('archive', told(names));
    for (let week = 1; week <= 4; week++) {
      server.clock.forward(7 * dayMs);
      await server.tell('archive', told(names.slice(week)));
    }
    server.clock.forward(dayMs);
    await server.tell('archive', told(names.slice(4)));
    const steady = await endings();
    expect(steady).toMatchObject({ ended: 0, endedBefore: 4 });
    // The day is not over, and other lists of this server went silent long ago.
    expect(steady.verdict).toBe('unknown');
    expect(steady.reasons.length).toBeGreaterThan(0);

    server.clock.forward(dayMs);
    await server.tell('archive', told(names.slice(10), names.slice(10, 16)));

    const purged = await endings();
    expect(purged).toMatchObject({ verdict: 'burst', ended: 12, endedBefore: 4 });
    expect(purged.chance ?? 1).toBeLessThan(0.001);
  });

  test('a list that was first read within the time before is left out, and nothing is called even then', async () => {
    const { verdict, ended, reasons } = await endings(60);

    expect([verdict, ended]).toEqual(['unknown', 0]);
    expect(reasons.some((one) => one.includes('left out') && one.includes('`archive`'))).toBe(true);
  });

  test('who came back did not end', async () => {
    server.clock.forward(3_600_000);
    await server.tell('archive', told(names.slice(4)));

    expect(await endings()).toMatchObject({ ended: 0, endedBefore: 4 });
  });

  test('a date nobody can read is refused', async () => {
    expect((await server.send('GET', '/access-list/endings?day=soon', server.owner)).statusCode).toBe(400);
  });
});
