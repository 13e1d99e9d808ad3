import type { Entry } from '@daybook/ledger';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';
import { listLogs } from './logs.store.ts';
import { entryOf } from './read-payloads.ts';

export type EntryAt = { readonly position: number; readonly entry: Entry };

/** The entries at these positions, in ascending order; positions the ledger does not have are absent. */
export async function readEntriesAt(tx: Tx, positions: readonly number[]): Promise<readonly EntryAt[]> {
  if (positions.length === 0) return [];
  const found: EntryAt[] = [];
  for (const log of await listLogs(tx)) {
    const indexes = positions.map((position) => position - log.firstPosition).filter((index) => index >= 0);
    if (indexes.length === 0) continue;
    const { rows } = await sql<{ index: number; text: string }>`
      select idx as index, entry as text from ledger_entry
      where workspace_id = ${tx.workspaceId} and log_id = ${log.id} and idx = any(${indexes}::bigint[]) order by idx`.execute(
      tx.db,
    );
    for (const row of rows) found.push({ position: log.firstPosition + row.index, entry: entryOf(row.text) });
  }
  return found;
}
