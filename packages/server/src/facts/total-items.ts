import type { FactKind } from '@daybook/kit';
import type { Tx } from '../platform/index.ts';
import { countItems } from './items.store.ts';
import { listPopulationRows } from './populations.store.ts';

/**
 * How many items a kind has now, in one scope or all. A complete list from one source has stated its number; only where
 * several sources overlap, or a list is not whole, the items themselves are counted.
 */
export async function totalItems(tx: Tx, kind: FactKind, scope?: string): Promise<number> {
  const rows = (await listPopulationRows(tx)).filter(
    (row) => row.kind === kind && (scope === undefined || row.scope === scope),
  );
  const isStated =
    rows.every((row) => row.isComplete) && new Set(rows.map((row) => row.scope)).size === rows.length;
  if (!isStated) return countItems(tx, kind, scope);
  return rows.reduce((sum, row) => sum + row.items, 0);
}
