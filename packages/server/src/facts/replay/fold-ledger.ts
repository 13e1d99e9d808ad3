import type { Entry } from '@daybook/ledger';
import type { PopulationReport } from '../../intake/index.ts';
import {
  entryOf,
  findUnreadable,
  listLogs,
  readEntryRange,
  readPayloads,
  searchEntries,
} from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { ReplayedPopulations } from './replayed-populations.ts';
import {
  type ErasedPlace,
  insertReplayedRecords,
  insertVisibleList,
  lineUpRecords,
  openReplayTables,
  placeRecords,
  type ReplayedRecord,
} from './replayed-rows.store.ts';
import type { ReplayProgress } from './running-replays.ts';

const batchSize = 2_000;
const erasuresPage = 100;

export type FoldControl = {
  /** Stops the fold between two batches. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReplayProgress) => void;
};

type Placed = { readonly position: number; readonly entry: Entry };
/** `body` is null where it was erased or cannot be opened. */
type Opened = Placed & { readonly body: unknown };

export type FoldedLedger = {
  readonly populations: ReplayedPopulations;
  /** Entries whose payload cannot be opened and was not erased, closing entries also if it was: what they told is not known. */
  readonly unreadable: number;
};

/**
 * Builds the projection from the ledger alone, up to a size, in tables of this transaction. It shares no code with the follower
 * that keeps the facts, so that a mistake there is found here.
 */
export async function foldLedger(
  tx: Tx,
  { size, boundary }: { readonly size: number; readonly boundary: number },
  services: Services,
  control: FoldControl,
): Promise<FoldedLedger> {
  await openReplayTables(tx);
  const populations = new ReplayedPopulations();
  let unreadable = 0;
  for await (const batch of batchesOf(tx, size)) {
    control.signal.throwIfAborted();
    const wanted = batch.filter(({ entry }) => /^(record|pull)\./.test(entry.type));
    const opened = await open(tx, wanted, services);
    const lost = await unreadableOf(tx, opened);
    unreadable += lost.size;
    await insertReplayedRecords(tx, opened.flatMap(recordOf));
    for (const item of opened) {
      if (!/^pull\.(completed|failed)@1$/.test(item.entry.type)) continue;
      if (item.body !== null) await applyClosing(tx, item, populations);
      else if (!lost.has(item.position)) unreadable += 1;
    }
    control.onProgress({ done: (batch.at(-1)?.position ?? -1) + 1, total: size });
  }
  unreadable += await placeErasedRecords(tx, services);
  await lineUpRecords(tx, boundary);
  return { populations, unreadable };
}

function unreadableOf(tx: Tx, opened: readonly Opened[]): Promise<ReadonlySet<number>> {
  const read = opened.filter(({ body }) => body !== null).map(({ position }) => position);
  return findUnreadable(tx, opened, new Set(read));
}

/**
 * What erased records were about stands in the entries that say they were erased, which may be younger than the size.
 * Answers how many of them cannot be opened.
 */
async function placeErasedRecords(tx: Tx, services: Services): Promise<number> {
  let unreadable = 0;
  for (let before: number | null = null; ; ) {
    const { found, next } = await searchEntries(tx, { before, type: 'payload.erased@', limit: erasuresPage });
    const opened = await open(tx, found, services);
    unreadable += (await unreadableOf(tx, opened)).size;
    for (const { body } of opened) {
      // Written where erasures are approved.
      const { items = [] } = (body ?? {}) as { items?: readonly ErasedPlace[] };
      await placeRecords(tx, items);
    }
    if (next === null) return unreadable;
    before = next;
  }
}

async function* batchesOf(tx: Tx, size: number): AsyncGenerator<readonly Placed[]> {
  const logs = await listLogs(tx);
  for (const [i, log] of logs.entries()) {
    const end = Math.min(size, logs[i + 1]?.firstPosition ?? size);
    for (let from = log.firstPosition; from < end; from += batchSize) {
      const to = Math.min(from + batchSize, end);
      const rows = await readEntryRange(tx, log.id, from - log.firstPosition, to - log.firstPosition);
      if (rows.length !== to - from) throw new Error(`entries between ${from} and ${to} are missing`);
      yield rows.map((row) => ({ position: log.firstPosition + row.index, entry: entryOf(row.text) }));
    }
  }
}

async function open(tx: Tx, placed: readonly Placed[], services: Services): Promise<readonly Opened[]> {
  if (placed.length === 0) return [];
  const ids = placed.map(({ position, entry }) => ({ position, id: entry.id }));
  const payloads = await readPayloads(tx, ids, services);
  const bodies = new Map(payloads.map(({ position, body }) => [position, JSON.parse(body.toString('utf8'))]));
  return placed.map((item) => ({ ...item, body: bodies.get(item.position) ?? null }));
}

function recordOf({ position, entry, body }: Opened): readonly ReplayedRecord[] {
  if (!entry.type.startsWith('record.')) return [];
  // Written by intake; a payload of another shape has no place among the facts.
  const told = (body ?? {}) as { kind?: string; scope?: string; key?: string };
  const place = { kind: told.kind ?? null, scope: told.scope ?? null, key: told.key ?? null };
  const [connection = '', pull = ''] = entry.refs;
  const { occurredAt, observedAt } = entry;
  const when = { occurredAt, observedAt, isGone: entry.type === 'record.gone@1' };
  return [{ position, pull, connection, ...place, ...when, commitment: entry.payload?.commit ?? '' }];
}

async function applyClosing(
  tx: Tx,
  { position, entry, body }: Opened,
  populations: ReplayedPopulations,
): Promise<void> {
  // Written by intake's `writeClosing`.
  const told = body as { finishedAt: string; message?: string; populations: readonly PopulationReport[] };
  const [connection = '', pull = ''] = entry.refs;
  const isCompleted = entry.type === 'pull.completed@1';
  const { finishedAt, message = null, populations: reports } = told;
  populations.apply({ position, connection, isCompleted, finishedAt, message, reports });
  if (!isCompleted) return;
  for (const { kind, scope, visible } of reports) {
    if (visible) await insertVisibleList(tx, { pull, kind, scope });
  }
}
