import pg from 'pg';
import { expect, test } from 'vitest';
import { openDatabase, systemActor } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { append } from '../append-entries.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { listLogs, readHead } from '../logs.store.ts';
import { readEntriesAt } from '../read-entries-at.ts';
import { readPayloads } from '../read-payloads.ts';
import { record } from '../record-entry.ts';
import { readNewest, signAndRemember, writeNotes } from '../testing/write-notes.ts';
import { checkLogs } from './check-logs.ts';
import { rotateKey } from './rotate-key.ts';

/** A second process on the same database. */
function secondProcess(context: TestServices): TestServices & Disposable {
  const { host = '', port = 0, database = '' } = context.owner;
  const other = openDatabase({ kind: 'socket', socketDir: host, port, database }, 2);
  const services = { ...context.services, database: other };
  return { ...context, services, [Symbol.dispose]: () => void other.close() };
}

test('two processes that turn the year at once open one log, and no entry is lost or twice', async () => {
  await using context = await openTestServices();
  using other = secondProcess(context);
  await writeNotes(context, 2);
  context.clock.set('2027-01-01T00:00:00.000Z');

  const writers = Array.from({ length: 12 }, (_, i) => writeNotes(i % 2 === 0 ? context : other, 2));
  const positions = (await Promise.all(writers)).flat().map(({ position }) => position);

  const { log, head } = await readNewest(context);
  expect([log.year, log.number, log.firstPosition, head.size]).toEqual([2027, 1, 3, 25]);
  expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 4));
});

test('the log of the year before ends with a checkpoint of all its entries, which the new one names', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await writeNotes(context, 2);
  await signAndRemember(context);
  await writeNotes(context, 2);
  context.clock.set('2027-01-01T00:00:00.000Z');
  await writeNotes(context, 1);

  const told = await services.database.withWorkspace(workspaceId, async (tx) => {
    const [old] = await listLogs(tx);
    const [opened] = await readEntriesAt(tx, [5]);
    const [payload] = await readPayloads(tx, [{ position: 5, id: opened?.entry.id ?? '' }], services);
    const { size, root } = await readHead(tx, old?.id ?? '');
    return {
      head: { origin: old?.origin, size, root: root.toString('base64') },
      last: (await newestCheckpoint(tx, old?.id ?? ''))?.size,
      payload: JSON.parse(payload?.body.toString('utf8') ?? 'null'),
    };
  });

  expect(told.last).toBe(5);
  expect(told.payload.predecessor).toEqual(told.head);
  expect(told.payload).not.toHaveProperty('forked');
});

test('a new year never records before the year that ended, whatever the clock says', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  context.clock.set('2026-12-31T23:59:59.999Z');
  await writeNotes(context, 1);
  context.clock.set('2027-01-01T00:00:00.000Z');
  await writeNotes(context, 1);
  await rotateKey({ workspaceId, actor: systemActor }, services);
  await signAndRemember(context);

  const entries = await services.database.withWorkspace(workspaceId, (tx) =>
    readEntriesAt(tx, [0, 1, 2, 3, 4]),
  );

  const recorded = entries.map(({ entry }) => entry.recordedAt);
  expect(recorded).toEqual(recorded.toSorted());
  expect(await checkLogs(services)).toEqual([]);
});

/** Resolves when so many writers of this database wait for a row that somebody else holds. */
async function waitingForRow({ owner }: TestServices, writers: number): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows.length >= writers) return;
    }
  } finally {
    await client.end();
  }
}

test('a process whose clock is behind writes into the new year, never behind the end of the closed log', async () => {
  await using context = await openTestServices();
  using second = secondProcess(context);
  const before = '2026-12-31T23:59:59.900Z';
  const other = {
    ...second,
    services: { ...second.services, clock: { ...context.services.clock, now: () => before } },
  };
  await writeNotes(context, 2);
  context.clock.set('2027-01-01T00:00:00.000Z');
  const { services, workspaceId } = context;
  const late = { type: 'note.made@1', actor: systemActor, occurredAt: null, observedAt: before, refs: [] };

  const waiting = await services.database.withWorkspace(workspaceId, async (tx) => {
    await append(tx, [{ ...late, payload: ownWords({ note: 'turns the year' }) }], services);
    const recorded = record(workspaceId, { ...late, payload: ownWords({ note: 'late' }) }, other.services);
    const appended = writeNotes(other, 1);
    await waitingForRow(context, 2);
    return [recorded.then((one) => one.position), appended.then(([one]) => one?.position)] as const;
  });
  const positions = await Promise.all(waiting);

  // 0 to 2 in the old log; 3 opens the new one, 4 turned the year
  expect(positions.toSorted()).toEqual([5, 6]);
  const [old] = await services.database.withWorkspace(workspaceId, listLogs);
  const head = await services.database.withWorkspace(workspaceId, (tx) => readHead(tx, old?.id ?? ''));
  expect(head).toMatchObject({ size: 3, closedAt: '2027-01-01T00:00:00.000Z' });
});

test('the database itself lets a closed log take nothing', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);
  const { log } = await readNewest(context);
  context.clock.set('2027-01-01T00:00:00.000Z');
  await writeNotes(context, 1);

  const grow = context.services.database.withWorkspace(context.workspaceId, (tx) =>
    tx.client.query('update ledger_state set size = size + 1 where log_id = $1', [log.id]),
  );

  await expect(grow).rejects.toThrow('a closed log takes no entry');
});
