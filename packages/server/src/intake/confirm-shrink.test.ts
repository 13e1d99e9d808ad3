import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemActor } from '../platform/index.ts';
import { listOf, many } from '../testing/account-script.ts';
import { openTestServices, pull, pullFrom, type TestServices } from '../testing/open-test-services.ts';
import { itemCount, populations, replayed, typesOf } from '../testing/written-by-pulls.ts';
import { claimShrink } from './confirm-shrink.ts';
import { findPull, type StoredPull } from './pulls.store.ts';

describe('a list that is suddenly much shorter', () => {
  const hourLater = '2026-03-01T13:00:00.000Z';

  test('proves nothing gone until a reading an hour later misses the same again', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(many(11)));

    const short = await pull(context, listOf(many(3)));
    const known = await itemCount(context);
    context.clock.set('2026-03-01T12:59:59.000Z');
    const soon = await pull(context, listOf(many(3)));
    context.clock.set(hourLater);
    const later = await pull(context, listOf(many(2)));

    expect(short).toMatchObject({ state: 'completed' });
    expect(short.populations[0]).toMatchObject({
      items: 3,
      closed: 0,
      complete: false,
      visible: true,
      withheld: 8,
    });
    expect(short.populations[0]?.reasons.join()).toContain('8 of 11 known items are gone at once');
    expect(known).toBe(11);
    expect(soon.populations[0]).toMatchObject({ closed: 0, complete: false });
    // One more went since, which is no more than any day.
    expect(later.populations[0]).toMatchObject({ items: 2, closed: 9, complete: true, reasons: [] });
    expect(await itemCount(context)).toBe(2);
    expect(await replayed(context)).toMatchObject({ equal: true, facts: 2 });
  });

  test('counts what came back as seen, and what went in its place as missed for the first time', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(many(24)));
    await pull(context, listOf(many(8)));
    context.clock.set(hourLater);

    const other = await pull(context, listOf(many(24).slice(12, 16)));

    // 12 are missed again, but the 8 that came then are not.
    expect(other.populations[0]).toMatchObject({ closed: 0, complete: false, withheld: 20 });
  });

  test('may lose five, or a quarter, as on any day, and not a third', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(many(24)));

    const quarter = await pull(context, listOf(many(18)));
    const third = await pull(context, listOf(many(12)));
    await pull(context, listOf(many(13)));
    await pull(context, listOf(many(8)));
    await pull(context, listOf(many(6)));
    const five = await pull(context, listOf(many(1)));

    expect(quarter.populations[0]).toMatchObject({ closed: 6, complete: true });
    expect(third.populations[0]).toMatchObject({ closed: 0, complete: false });
    expect(five.populations[0]).toMatchObject({ closed: 5, complete: true });
  });

  test('is believed when a person says so, as of when it was read', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(many(11)));
    const short = await pull(context, listOf(many(3)));
    context.clock.set('2026-03-01T18:00:00.000Z');

    const confirmed = await confirm(context, short);

    expect(confirmed).toMatchObject({ state: 'completed', finishedAt: '2026-03-01T12:00:00.000Z' });
    expect(confirmed.populations[0]).toMatchObject({
      items: 3,
      added: 0,
      closed: 8,
      complete: true,
      reasons: [],
    });
    expect(await itemCount(context)).toBe(3);
    expect(await populations(context)).toMatchObject([
      { isComplete: true, lastCompleteAt: '2026-03-01T12:00:00.000Z' },
    ]);
    expect(await typesOf(context)).toMatchObject({ 'pull.shrink-confirmed@1': 1, 'record.gone@1': 8 });
    expect(await replayed(context)).toMatchObject({ equal: true, facts: 3 });
    await expect(confirm(context, short)).rejects.toMatchObject({ code: 'conflict' });
    expect((await pull(context, listOf(many(3)))).populations[0]).toMatchObject({
      closed: 0,
      complete: true,
    });
  });

  test('of a file is believed only when a person says so: it says the same however often it is read', async () => {
    await using context = await openTestServices();
    const folder = mkdtempSync(join(tmpdir(), 'daybook-list-'));
    const path = join(folder, 'people.csv');
    const write = (count: number) => {
      const rows = Array.from({ length: count }, (_, i) => `Person ${i},p${i}@company.example`);
      writeFileSync(path, ['Name,Email', ...rows, ''].join('\n'));
    };
    const file = { path, kind: 'person' };
    write(20);
    await pullFrom(context, 'table', file);
    write(3);
    await pullFrom(context, 'table', file);
    context.clock.set('2026-03-02T11:00:00.000Z');

    const again = await pullFrom(context, 'table', file);
    const confirmed = await confirm(context, again);
    rmSync(folder, { recursive: true });

    expect(again.populations[0]).toMatchObject({ items: 3, closed: 0, complete: false, withheld: 17 });
    expect(confirmed.populations[0]).toMatchObject({ items: 3, closed: 17, complete: true });
  });
});

async function confirm(context: TestServices, short: StoredPull): Promise<StoredPull> {
  const { services, workspaceId } = context;
  const order = { workspaceId, pull: short, actor: systemActor, reason: 'the whole team left' };
  const claimed = await services.database.withWorkspace(workspaceId, (tx) =>
    claimShrink(tx, order, services),
  );
  claimed.begin();
  await services.background.settled();
  const ended = await services.database.withWorkspace(workspaceId, (tx) => findPull(tx, claimed.id));
  if (ended === null) throw new Error('the pull has no row');
  return ended;
}
