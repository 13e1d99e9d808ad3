import type { Tx } from '../../platform/index.ts';
import { listLogs } from '../logs.store.ts';
import { hasOtherThan } from './search.store.ts';

/** Whether the ledger holds anything after a position but entries of these types. */
export async function grewSince(tx: Tx, position: number, butFor: readonly string[]): Promise<boolean> {
  for (const log of (await listLogs(tx)).toReversed()) {
    const from = Math.max(0, position + 1 - log.firstPosition);
    if (await hasOtherThan(tx, { logId: log.id, from }, butFor)) return true;
    if (log.firstPosition <= position) return false;
  }
  return false;
}
