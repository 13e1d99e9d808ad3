import type { Tx } from '../platform/index.ts';
import { listEntriesBefore, readEntryRange, type StoredEntry } from './entries.store.ts';
import { type Log, listLogs, readHead } from './logs.store.ts';
import { entryOf } from './read-payloads.ts';

export type RecordedPosition = { readonly position: number; readonly recordedAt: string };

/**
 * The newest entry recorded at or before an instant; null where the ledger is younger. `recordedAt` never falls along the
 * ledger, so each log is searched by halves: some twenty entries are read whatever the size.
 */
export async function positionAt(tx: Tx, instant: string): Promise<RecordedPosition | null> {
  for (const log of (await listLogs(tx)).toReversed()) {
    const found = await positionInLog(tx, log, instant);
    if (found !== null) return found;
  }
  return null;
}

async function positionInLog(tx: Tx, log: Log, instant: string): Promise<RecordedPosition | null> {
  let found: RecordedPosition | null = null;
  let from = 0;
  let to = (await readHead(tx, log.id)).size;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const recordedAt = await recordedAtOf(tx, log, middle);
    if (recordedAt > instant) {
      to = middle;
      continue;
    }
    found = { position: log.firstPosition + middle, recordedAt };
    from = middle + 1;
  }
  return found;
}

async function recordedAtOf(tx: Tx, log: Log, index: number): Promise<string> {
  const [stored] = await readEntryRange(tx, log.id, index, index + 1);
  if (stored === undefined) throw new Error(`entry ${log.firstPosition + index} is missing`);
  return entryOf(stored.text).recordedAt;
}

/** The newest entry of the ledger; null while it has none. */
export async function newestPosition(tx: Tx): Promise<RecordedPosition | null> {
  const newest = await newestEntryUpTo(tx, Number.MAX_SAFE_INTEGER, null);
  return newest && { position: newest.position, recordedAt: entryOf(newest.text).recordedAt };
}

/** The newest entry at or before a position, of one type or of any. */
export async function newestEntryUpTo(
  tx: Tx,
  position: number,
  type: string | null,
): Promise<(StoredEntry & { readonly position: number }) | null> {
  for (const log of (await listLogs(tx)).toReversed()) {
    const before = position - log.firstPosition + 1;
    if (before <= 0) continue;
    const [stored] = await listEntriesBefore(tx, { logId: log.id, before, type, limit: 1 });
    if (stored !== undefined) return { ...stored, position: log.firstPosition + stored.index };
  }
  return null;
}
