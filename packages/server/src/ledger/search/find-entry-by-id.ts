import type { Tx } from '../../platform/index.ts';
import { type Log, listLogs, readHead } from '../logs.store.ts';
import { positionAt } from '../position-at.ts';
import { entryOf } from '../read-payloads.ts';
import { scanRange } from './search.store.ts';
import type { FoundEntry } from './search-entries.ts';

const minuteMs = 60_000;
const lookedAtMax = 20_000;

/**
 * An entry by its id. The id tells when it was made, and an entry is recorded soon after; so the search begins a minute before
 * that and looks at a bounded number of entries. Null where it is not among them.
 */
export async function findEntryById(
  tx: Tx,
  { id, madeAt }: { readonly id: string; readonly madeAt: string },
): Promise<FoundEntry | null> {
  const early = await positionAt(tx, new Date(Date.parse(madeAt) - minuteMs).toISOString());
  let left = lookedAtMax;
  for (const log of await logsFrom(tx, early?.position ?? 0)) {
    const from = Math.max(0, (early?.position ?? 0) - log.firstPosition);
    const before = Math.min((await readHead(tx, log.id)).size, from + left);
    left -= before - from;
    const range = { logId: log.id, from, before, limit: 1 };
    const [row] = await scanRange(tx, range, { needles: [`"id":"${id}"`], typePrefix: '' });
    if (row === undefined) continue;
    return { log, index: row.index, position: log.firstPosition + row.index, entry: entryOf(row.text) };
  }
  return null;
}

async function logsFrom(tx: Tx, position: number): Promise<readonly Log[]> {
  const logs = await listLogs(tx);
  const first = logs.findLastIndex((log) => log.firstPosition <= position);
  return logs.slice(Math.max(0, first));
}
