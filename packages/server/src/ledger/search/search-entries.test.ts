import { describe, expect, test } from 'vitest';
import { systemActor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { append, type EntryInput } from '../index.ts';
import { type EntrySearch, scannedMax, searchEntries } from './search-entries.ts';

/** 2025: `log.opened` at 0, three notes; 2026: `log.opened` at 4, three notes, one other. */
async function twoYears(): Promise<TestServices> {
  const context = await openTestServices();
  context.clock.set('2025-12-31T23:00:00.000Z');
  await write(
    context,
    ['a', 'b', 'c'].map((ref) => note(`con_${ref}`)),
  );
  context.clock.set('2026-01-01T01:00:00.000Z');
  await write(
    context,
    ['a', 'b', 'c'].map((ref) => note(`con_${ref}`)),
  );
  context.clock.set('2026-01-02T01:00:00.000Z');
  await write(context, [{ ...note('con_a'), type: 'test.other@1' }]);
  return context;
}

describe('the search of the ledger', () => {
  test('pages through all its logs', async () => {
    await using context = await twoYears();

    const first = await search(context, {});
    const second = await search(context, { before: first.next });
    const third = await search(context, { before: second.next });

    expect([first.positions, second.positions, third.positions]).toEqual([
      [8, 7, 6],
      [5, 4, 3],
      [2, 1, 0],
    ]);
    expect((await search(context, { before: third.next })).positions).toEqual([]);
  });

  test('finds by position, by the beginning of a type, by actor and by ref, in every year', async () => {
    await using context = await twoYears();

    expect((await search(context, { search: ' #2 ' })).positions).toEqual([2]);
    expect((await search(context, { search: '99' })).positions).toEqual([]);
    expect((await search(context, { search: 'test.' })).positions).toEqual([8, 7, 6]);
    expect((await search(context, { type: 'log.opened' })).positions).toEqual([4, 0]);
    expect((await search(context, { type: 'log.opened@1' })).positions).toEqual([4, 0]);
    expect((await search(context, { ref: 'con_a' })).positions).toEqual([8, 5, 1]);
    expect((await search(context, { search: 'con_b' })).positions).toEqual([6, 2]);
    expect((await search(context, { actor: systemActor.id, ref: 'con_c' })).positions).toEqual([7, 3]);
    expect((await search(context, { actor: 'con_a' })).positions).toEqual([]);
    expect((await search(context, { type: 'test.other', ref: 'con_a' })).positions).toEqual([8]);
  });

  test('finds an entry by its id, also when its clock and ours did not agree', async () => {
    await using context = await twoYears();
    const { ids } = await search(context, { before: 3 });

    expect((await search(context, { search: ids[0] ?? '' })).ids).toEqual([ids[0]]);
    expect((await search(context, { search: 'ent_00000000-0000-7000-8000-000000000000' })).positions).toEqual(
      [],
    );
  });

  test('keeps to the half-open range of times asked for', async () => {
    await using context = await twoYears();
    const at = '2026-01-01T01:00:00.000Z';

    expect((await search(context, { from: at, limit: 9 })).positions).toEqual([8, 7, 6, 5, 4]);
    expect((await search(context, { to: at, limit: 9 })).positions).toEqual([3, 2, 1, 0]);
    expect((await search(context, { from: '2026-01-02', to: '2026-01-03' })).positions).toEqual([8]);
    expect((await search(context, { to: '2020-01-01' })).positions).toEqual([]);
  });

  test('says how far it looked when it pauses, and goes on there', async () => {
    await using context = await openTestServices();
    await write(context, [note('con_old')]);
    for (let written = 0; written < scannedMax; written += 5_000) {
      await write(
        context,
        Array.from({ length: 5_000 }, () => note('con_new')),
      );
    }

    const paused = await search(context, { ref: 'con_old' });
    const ended = await search(context, { ref: 'con_old', before: paused.next });

    expect(paused).toMatchObject({ positions: [], next: 2, searchedBackTo: { position: 2 } });
    expect(ended).toMatchObject({ positions: [1], next: null, searchedBackTo: null });
  });
});

function note(ref: string): EntryInput {
  const observedAt = '2025-12-31T00:00:00.000Z';
  return { type: 'test.noted@1', actor: systemActor, occurredAt: null, observedAt, refs: [ref] };
}

async function write({ services, workspaceId }: TestServices, entries: readonly EntryInput[]): Promise<void> {
  await services.database.withWorkspace(workspaceId, (tx) => append(tx, entries, services));
}

async function search({ services, workspaceId }: TestServices, asked: Partial<EntrySearch>) {
  const answer = await services.database.withWorkspace(workspaceId, (tx) =>
    searchEntries(tx, { limit: 3, ...asked }),
  );
  const positions = answer.found.map((found) => found.position);
  return { ...answer, positions, ids: answer.found.map((found) => found.entry.id) };
}
