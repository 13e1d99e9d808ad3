import { expect, test } from 'vitest';
import { openDatabase, systemActor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { listLogs, readHead } from '../logs.store.ts';
import { readEntriesAt } from '../read-entries-at.ts';
import { readPayloads } from '../read-payloads.ts';
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
