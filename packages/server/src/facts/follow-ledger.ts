import type { FactKind, FactOf } from '@daybook/kit';
import type { Entry } from '@daybook/ledger';
import type { PopulationReport } from '../intake/index.ts';
import {
  entryOf,
  findErased,
  findUnreadable,
  firstEntryOfKind,
  type Log,
  listLogs,
  readEntryRange,
  readHead,
  readPayloads,
} from '../ledger/index.ts';
import type { Services, Tx, WorkspaceId } from '../platform/index.ts';
import { type FactRow, insertFacts, moveCursor, readCursor, supersedeFacts } from './facts.store.ts';
import { markErased } from './facts-erasure.ts';
import { listPopulationRows, markIncomplete, savePopulation } from './populations.store.ts';

const batchSize = 2_000;

type PlacedEntry = { readonly position: number; readonly entry: Entry };
type Closing = {
  readonly finishedAt: string;
  readonly firstPosition: number | null;
  readonly populations: readonly PopulationReport[];
  readonly message?: string;
};

/**
 * Brings the facts up to the ledger's end. A pull's records count from its `pull.completed` on, all in one transaction;
 * records of a pull that never completed count for nothing. Following from 0 gives the same facts again.
 */
export async function followLedger(workspaceId: WorkspaceId, services: Services): Promise<void> {
  const step = (tx: Tx) => followOnce(tx, services);
  while (await services.database.withWorkspace(workspaceId, step));
}

/** Follows to the next pull's closing and applies it; false when nothing is left. */
async function followOnce(tx: Tx, services: Services): Promise<boolean> {
  const closing = await nextClosing(tx, await readCursor(tx));
  if (closing === null) return false;
  await applyClosing(tx, closing, services);
  await moveCursor(tx, closing.position + 1);
  return true;
}

async function nextClosing(tx: Tx, from: number): Promise<PlacedEntry | null> {
  for (const log of await listLogs(tx)) {
    const found = await firstEntryOfKind(tx, log.id, from - log.firstPosition, 'pull.');
    if (found !== null) return { position: log.firstPosition + found.index, entry: entryOf(found.text) };
  }
  return null;
}

async function applyClosing(tx: Tx, closing: PlacedEntry, services: Services): Promise<void> {
  // Somebody's word about a reading, which another closing carries out.
  if (closing.entry.type === 'pull.shrink-confirmed@1') return;
  const [payload] = await readPayloads(tx, [{ position: closing.position, id: closing.entry.id }], services);
  const connection = closing.entry.refs[0] ?? '';
  if (payload === undefined) {
    const nothing = { finishedAt: closing.entry.observedAt, firstPosition: null, populations: [] };
    return applyReports(tx, nothing, connection, { position: closing.position, otherwise: unopened });
  }
  // Written by intake's `writeClosing`.
  const pull = JSON.parse(payload.body.toString('utf8')) as Closing;
  if (closing.entry.type === 'pull.completed@1') {
    const unread = await applyRecords(tx, pull, closing, services);
    const told = unread === 0 ? pull : withoutRecords(pull, unread);
    await applyReports(tx, told, connection, { position: closing.position, otherwise: leftOut });
  }
  if (closing.entry.type === 'pull.failed@1') {
    const otherwise = pull.message ?? 'the last reading failed';
    await applyReports(tx, pull, connection, { position: closing.position, otherwise });
  }
}

/** The verifier says the same where it replays a pull. */
const leftOut = 'the last reading of its source did not tell of this list';
const unopened = 'what the last reading of its source told cannot be opened: its data key is missing';

/** Which of its lists they belong to cannot be told any more, so none of them is whole. */
function withoutRecords(pull: Closing, unread: number): Closing {
  const reason = `${unread} of the records read with it cannot be opened: their data keys are missing`;
  const populations = pull.populations.map((report) => {
    return { ...report, complete: false, reasons: [...report.reasons, reason] };
  });
  return { ...pull, populations };
}

/**
 * The records between the pull's first entry and its closing, of the populations it made visible. Answers how many of them
 * can neither be opened nor were erased.
 */
async function applyRecords(
  tx: Tx,
  pull: Closing,
  closing: PlacedEntry,
  services: Services,
): Promise<number> {
  if (pull.firstPosition === null) return 0;
  let unread = 0;
  const pullId = closing.entry.refs[1] ?? '';
  let batch: PlacedEntry[] = [];
  for await (const placed of entriesFrom(tx, pull.firstPosition, closing.position)) {
    if (!placed.entry.type.startsWith('record.') || placed.entry.refs[1] !== pullId) continue;
    batch.push(placed);
    if (batch.length < batchSize) continue;
    unread += await applyBatch(tx, batch, services);
    batch = [];
  }
  return unread + (await applyBatch(tx, batch, services));
}

async function applyBatch(tx: Tx, batch: readonly PlacedEntry[], services: Services): Promise<number> {
  const entries = new Map(batch.map((placed) => [placed.position, placed.entry]));
  const ids = batch.map(({ position, entry }) => ({ position, id: entry.id }));
  const observed: FactRow[] = [];
  const gone: FactRow[] = [];
  for (const payload of await readPayloads(tx, ids, services)) {
    const entry = entries.get(payload.position);
    if (entry === undefined) continue;
    const row = factRow(payload.position, entry, payload.body);
    if (entry.type === 'record.gone@1') gone.push(row);
    else observed.push(row);
  }
  const opened = new Set([...observed, ...gone].map((row) => row.position));
  const unreadable = await findUnreadable(tx, batch, opened);
  const erased = await erasedRows(tx, batch, opened);
  observed.push(...erased.observed);
  gone.push(...erased.gone);
  await supersedeFacts(tx, observed, false);
  await supersedeFacts(tx, gone, true);
  await insertFacts(tx, observed);
  await markErased(
    tx,
    erased.observed.map((row) => row.position),
  );
  return unreadable.size;
}

/** Records whose payloads were erased before they were followed: their items are known to be there, and nothing of them. */
async function erasedRows(tx: Tx, batch: readonly PlacedEntry[], read: ReadonlySet<number>) {
  const missing = batch.filter((placed) => !read.has(placed.position));
  const entries = new Map(missing.map((placed) => [placed.position, placed.entry]));
  const observed: FactRow[] = [];
  const gone: FactRow[] = [];
  for (const { position, item } of await findErased(tx, [...entries.keys()])) {
    const entry = entries.get(position);
    if (entry === undefined || item === null) continue;
    const { kind, scope, key } = item;
    const { occurredAt, observedAt } = entry;
    const row = {
      kind,
      scope,
      key,
      connection: entry.refs[0] ?? '',
      position,
      value: {},
      occurredAt,
      observedAt,
    };
    if (entry.type === 'record.gone@1') gone.push(row);
    else observed.push(row);
  }
  return { observed, gone };
}

function factRow(position: number, entry: Entry, body: Buffer): FactRow {
  // Written by intake, tokenised and parsed by the kind's schema; absences have no value.
  const record = JSON.parse(body.toString('utf8')) as {
    kind: FactKind;
    scope: string;
    key: string;
    value?: FactOf<FactKind>;
  };
  const { kind, scope, key, value } = record;
  return {
    kind,
    scope,
    key,
    connection: entry.refs[0] ?? '',
    position,
    value: value ?? null,
    occurredAt: entry.occurredAt,
    observedAt: entry.observedAt,
  };
}

async function applyReport(
  tx: Tx,
  report: PopulationReport,
  pull: Closing,
  connection: string,
  position: number,
): Promise<void> {
  const at = pull.finishedAt;
  const kind = report.kind as FactKind; // reports are made of the ontology's kinds only
  if (!report.visible) {
    const known = (await listPopulationRows(tx)).some(
      (row) => row.kind === kind && row.scope === report.scope && row.connection === connection,
    );
    if (known) {
      return markIncomplete(tx, { ...report, connection }, { reasons: report.reasons, at, position });
    }
  }
  await savePopulation(tx, {
    kind,
    scope: report.scope,
    connection,
    items: report.visible ? report.items : 0,
    isComplete: report.complete,
    reasons: report.reasons,
    attributes: report.attributes,
    maxGapHours: report.maxGapHours,
    lastPullAt: at,
    lastCompleteAt: report.complete ? at : null,
    position,
  });
}

/**
 * A reading says nothing of the lists it does not name, as a reading that failed says nothing of what is there: those of its
 * source are no longer known to be whole.
 */
async function applyReports(
  tx: Tx,
  pull: Closing,
  connection: string,
  { position, otherwise }: { readonly position: number; readonly otherwise: string },
): Promise<void> {
  for (const report of pull.populations) await applyReport(tx, report, pull, connection, position);
  const silence = { reasons: [otherwise], at: pull.finishedAt, position };
  for (const row of await listPopulationRows(tx)) {
    const isNamed = pull.populations.some((report) => report.kind === row.kind && report.scope === row.scope);
    if (row.connection === connection && !isNamed) await markIncomplete(tx, row, silence);
  }
}

/** The workspace's entries from a position on, across its logs, read in batches. */
async function* entriesFrom(tx: Tx, from: number, to = Number.MAX_SAFE_INTEGER): AsyncGenerator<PlacedEntry> {
  for (const log of await listLogs(tx)) {
    const head = await readHead(tx, log.id);
    const end = Math.min(log.firstPosition + head.size, to);
    for (let next = Math.max(from, log.firstPosition); next < end; next += batchSize) {
      yield* entriesOfLog(tx, log, next, Math.min(next + batchSize, end));
    }
  }
}

async function* entriesOfLog(tx: Tx, log: Log, from: number, to: number): AsyncGenerator<PlacedEntry> {
  const rows = await readEntryRange(tx, log.id, from - log.firstPosition, to - log.firstPosition);
  for (const row of rows) yield { position: log.firstPosition + row.index, entry: entryOf(row.text) };
}
