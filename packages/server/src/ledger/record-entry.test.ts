import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { openDatabase, type Refusal, systemActor } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { openTestServices, type TestServices } from '../testing/open-test-services.ts';
import { append, newestLog, readEntriesAt, readEntryRange, readHead, readPayloads, record } from './index.ts';

const now = '2026-03-01T12:00:00.000Z';

function note(text: string) {
  const base = { type: 'note.made@1', actor: systemActor, occurredAt: now, observedAt: now, refs: [] };
  return { ...base, payload: ownWords({ note: text }) };
}

const tooLarge = { ...note('x'), refs: Array.from({ length: 500 }, (_, i) => `ref_${'r'.repeat(100)}${i}`) };

describe('record', () => {
  test('answers every caller with the place of the own entry', async () => {
    await using context = await openTestServices();
    const texts = Array.from({ length: 300 }, (_, i) => `note ${i}`);

    const appended = await Promise.all(
      texts.map((text) => record(context.workspaceId, note(text), context.services)),
    );

    const positions = appended.map((item) => item.position);
    expect(positions.toSorted((a, b) => a - b)).toEqual(texts.map((_, i) => i + 1));
    expect(await notesAt(context, positions)).toEqual(texts);
  });

  test('writes what is handed in at once in one transaction', async () => {
    await using context = await openTestServices();
    await record(context.workspaceId, note('first'), context.services);
    const before = await transactions(context);

    await Promise.all(
      Array.from({ length: 64 }, (_, i) => record(context.workspaceId, note(`${i}`), context.services)),
    );

    // PostgreSQL counts its own statistics, too; 64 transactions of ours would be far above.
    expect((await transactions(context)) - before).toBeLessThan(16);
  });

  test('refuses what does not fit the format to its caller alone', async () => {
    await using context = await openTestServices();
    const inputs = [note('one'), tooLarge, { ...note('two'), occurredAt: 'some day' }, note('three')];

    const outcomes = await Promise.allSettled(
      inputs.map((input) => record(context.workspaceId, input, context.services)),
    );

    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await sizeOf(context)).toBe(3);
  });

  test('rejects every caller of a batch with the reason when it cannot commit', async () => {
    await using context = await openTestServices();
    await record(context.workspaceId, note('first'), context.services);
    await asOwner(context, `alter table payload_bulk add constraint broken check (position < 0) not valid`);

    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map((text) => record(context.workspaceId, note(text), context.services)),
    );

    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' && String(outcome.reason)).toContain('broken');
    }
    expect(await sizeOf(context)).toBe(2);
  });

  test('writes down what waits when the database closes, and refuses what comes later', async () => {
    await using context = await openTestServices();
    const { socketDir, port } = inject('postgres');
    const database = openDatabase(
      { kind: 'socket', socketDir, port, database: context.owner.database ?? '' },
      4,
    );
    const services = { ...context.services, database };
    const waiting = Array.from({ length: 50 }, (_, i) => record(context.workspaceId, note(`${i}`), services));

    await database.close();

    expect(await Promise.all(waiting)).toHaveLength(50);
    expect(await sizeOf(context)).toBe(51);
    await expect(record(context.workspaceId, note('late'), services)).rejects.toThrow('stopping');
  });

  test('opens the log of the next year when the year turns', async () => {
    await using context = await openTestServices();
    await record(context.workspaceId, note('old'), context.services);
    context.clock.set('2027-01-01T00:00:00.000Z');

    const next = await record(context.workspaceId, note('new'), context.services);

    expect(next).toMatchObject({ index: 1, position: 3 });
  });

  test('keeps one order with writers that append in transactions of their own', async () => {
    await using context = await openTestServices();
    const { services, workspaceId } = context;
    const recorded = Array.from({ length: 40 }, (_, i) => record(workspaceId, note(`r${i}`), services));
    const appended = Array.from({ length: 10 }, (_, i) =>
      services.database.withWorkspace(workspaceId, (tx) =>
        append(tx, [note(`a${i}`), note(`b${i}`)], services),
      ),
    );

    const all = [...(await Promise.all(recorded)), ...(await Promise.all(appended)).flat()];

    expect(all.map((item) => item.index).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
  });
});

describe('a log whose row cannot be had', () => {
  test.each(['record', 'append'] as const)('is refused by `%s` in time, with a reason', async (way) => {
    await using context = await openTestServices();
    await record(context.workspaceId, note('first'), context.services);
    const { socketDir, port } = inject('postgres');
    const address = { kind: 'socket', socketDir, port, database: context.owner.database ?? '' } as const;
    const limits = { lockTimeoutMs: 100, statementTimeoutMs: 5_000, idleTimeoutMs: 5_000 };
    const database = openDatabase(address, 4, limits);
    const services = { ...context.services, database };
    const holder = new pg.Client(context.owner);
    await holder.connect();
    await holder.query('begin; select from ledger_state for update');

    const refusal: Refusal = await (way === 'record'
      ? record(context.workspaceId, note('second'), services)
      : database.withWorkspace(context.workspaceId, (tx) => append(tx, [note('second')], services))
    ).then(
      () => Promise.reject(new Error('it was written')),
      (error) => error,
    );

    expect(refusal.code).toBe('ledger-busy');
    await holder.end();
    await database.close();
    expect(await sizeOf(context)).toBe(2);
  });
});

async function sizeOf({ services, workspaceId }: TestServices): Promise<number> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    const head = await readHead(tx, log?.id ?? '');
    expect(await readEntryRange(tx, log?.id ?? '', 0, 10_000)).toHaveLength(head.size);
    return head.size;
  });
}

async function notesAt(context: TestServices, positions: readonly number[]): Promise<readonly string[]> {
  const { services, workspaceId } = context;
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const entries = await readEntriesAt(tx, positions);
    const ids = entries.map(({ position, entry }) => ({ position, id: entry.id }));
    const payloads = await readPayloads(tx, ids, services);
    const texts = new Map(
      payloads.map(({ position, body }) => [position, String(JSON.parse(body.toString('utf8')).note)]),
    );
    return positions.map((position) => texts.get(position) ?? '');
  });
}

async function transactions(context: TestServices): Promise<number> {
  const [row] = await asOwner(context, 'select txid_current()::text as id');
  return Number(row?.id);
}

async function asOwner(
  context: TestServices,
  statement: string,
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(context.owner);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
