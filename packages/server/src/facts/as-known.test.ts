import { describe, expect, test } from 'vitest';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, pull, pullFrom, type TestServices } from '../testing/open-test-services.ts';
import { resolveAsKnown, type TimeAsked } from './as-known.ts';
import { readHistory } from './item-history.store.ts';
import { readItems } from './items.store.ts';
import { listPopulationsAt } from './list-populations.ts';
import { totalItems } from './total-items.ts';

const days = {
  first: '2026-03-01T12:00:00.000Z',
  second: '2026-03-02T12:00:00.000Z',
  third: '2026-03-03T12:00:00.000Z',
  later: '2026-03-10T12:00:00.000Z',
} as const;

const ada = account('ada@company.example');
const bob = account('bob@company.example');

/** Day one: Ada alone and whole. Day two: Bob came, Ada became an admin, not whole. Day three: Ada is gone, whole. */
async function threeDays(): Promise<TestServices> {
  const context = await openTestServices();
  await pull(context, listOf([ada]));
  context.clock.set(days.second);
  await pull(context, listOf([{ ...ada, roles: ['admin'] }, bob], { sourceCount: 3 }));
  context.clock.set(days.third);
  await pull(context, listOf([bob]));
  context.clock.set(days.later);
  return context;
}

describe('what was known at a time', () => {
  test('never shows what was recorded later: not an item, not its new value, not that it went', async () => {
    await using context = await threeDays();

    expect(await seen(context, { knownAt: days.first })).toMatchObject({
      roles: [['agent']],
      total: 1,
      populations: [{ items: 1, isComplete: true }],
    });
    expect(await seen(context, { knownAt: days.second })).toMatchObject({
      roles: [['admin'], ['agent']],
      total: 2,
      populations: [{ isComplete: false, lastCompleteAt: days.first }],
    });
    expect(await seen(context, { knownAt: days.third })).toMatchObject({
      roles: [['agent']],
      total: 1,
      populations: [{ items: 1, isComplete: true }],
    });
  });

  test('judges the age of a list at that time', async () => {
    await using context = await threeDays();

    const now = await seen(context, {});
    const then = await seen(context, { knownAt: '2026-03-04T11:59:59.999Z' });

    expect(now.populations[0]).toMatchObject({ isComplete: false, staleAt: null });
    expect(then.populations[0]).toMatchObject({ isComplete: true, staleAt: '2026-03-04T12:00:00.000Z' });
  });

  test('counts records of a reading from its closing entry on', async () => {
    await using context = await threeDays();
    const [, second] = await closings(context);
    const before = await seen(context, { knownAt: String((second ?? 0) - 1) });
    const at = await seen(context, { knownAt: String(second) });

    expect(before.roles).toEqual([['agent']]);
    expect(before.asKnown).toEqual({ position: (second ?? 0) - 1, recordedAt: days.second });
    expect(at.roles).toEqual([['admin'], ['agent']]);
  });

  test('tells the history of an item without the ends that were not known yet', async () => {
    await using context = await threeDays();
    const key = await inTx(context, async (tx) => {
      const { view } = await resolveAsKnown(tx, { knownAt: days.first }, context.services);
      const [onlyOne] = await readItems(tx, { kind: 'account', limit: 1, view });
      return onlyOne?.key ?? '';
    });
    const at = (asked: TimeAsked) =>
      inTx(context, async (tx) => {
        const { view } = await resolveAsKnown(tx, asked, context.services);
        return readHistory(tx, { kind: 'account', scope: 'desk', key }, { view, limit: 10 });
      });

    expect(await at({ knownAt: days.first })).toMatchObject([{ supersededPosition: null, isGone: false }]);
    expect(await at({ knownAt: days.second })).toMatchObject([
      { supersededPosition: null, isGone: false, value: { roles: ['admin'] } },
      { supersededPosition: expect.any(Number), isGone: false, value: { roles: ['agent'] } },
    ]);
  });

  test('does not merge what another source said later', async () => {
    await using context = await openTestServices();
    await pull(context, listOf([{ ...ada, hasMfa: true }]));
    context.clock.set(days.second);
    context.script = listOf([{ ...ada, hasMfa: false }]);
    await pullFrom(context, 'scripted', { name: 'two' });

    const then = await seen(context, { knownAt: days.first });
    const now = await seen(context, {});

    expect(then.mfa).toEqual([true]);
    expect(now.mfa).toEqual(['unknown']);
  });

  test('is nothing before the first entry, and is now in the future, each with a sentence', async () => {
    await using context = await threeDays();

    const before = await seen(context, { knownAt: '2026-01-01T00:00:00Z' });
    const future = await seen(context, { knownAt: '2027-01-01T00:00:00Z' });
    const beyond = await seen(context, { knownAt: '999999' });

    expect(before).toMatchObject({
      roles: [],
      total: 0,
      populations: [],
      asKnown: { position: -1, recordedAt: null },
    });
    expect(before.note).toBe('nothing was recorded by 2026-01-01T00:00:00.000Z: the ledger begins later');
    expect(future).toMatchObject({ roles: [['agent']], asKnown: { recordedAt: days.third } });
    expect(future.note).toContain('lies in the future: this is as it is known now');
    expect(beyond.note).toContain('this is as it is known now');
  });
});

describe('what was true at a time', () => {
  test('holds from when it was observed until its successor was', async () => {
    await using context = await threeDays();

    expect((await seen(context, { trueAt: '2026-03-01T11:59:59.999Z' })).roles).toEqual([]);
    expect((await seen(context, { trueAt: days.first })).roles).toEqual([['agent']]);
    expect((await seen(context, { trueAt: '2026-03-02T11:59:59.999Z' })).roles).toEqual([['agent']]);
    expect((await seen(context, { trueAt: days.second })).roles).toEqual([['admin'], ['agent']]);
    expect((await seen(context, { trueAt: days.third })).roles).toEqual([['agent']]);
  });

  test('is told by what was known then: a state is not ended by what was recorded later', async () => {
    await using context = await threeDays();

    const seenThen = await seen(context, { trueAt: '2026-03-09T00:00:00Z', knownAt: days.first });

    expect(seenThen.roles).toEqual([['agent']]);
    expect(seenThen.populations[0]).toMatchObject({ lastPullAt: days.first });
  });
});

async function seen(context: TestServices, asked: TimeAsked) {
  return inTx(context, async (tx) => {
    const at = await resolveAsKnown(tx, asked, context.services);
    const items = await readItems(tx, { kind: 'account', limit: 10, view: at.view });
    return {
      roles: items.map((item) => item.value.roles).toSorted(),
      mfa: items.map((item) => item.value.hasMfa),
      total: await totalItems(tx, 'account', at),
      populations: await listPopulationsAt(tx, at),
      ...at.answer,
    };
  });
}

async function closings(context: TestServices): Promise<readonly number[]> {
  const { rows } = await context.services.database.systemPool.query<{ position: number }>(
    'select position from pull order by position',
  );
  return rows.map((row) => Number(row.position));
}

function inTx<T>(
  { services, workspaceId }: TestServices,
  work: Parameters<typeof services.database.withWorkspace<T>>[1],
) {
  return services.database.withWorkspace(workspaceId, work);
}
