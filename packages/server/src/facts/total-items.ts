import type { FactKind } from '@daybook/kit';
import type { Tx } from '../platform/index.ts';
import type { AsKnown } from './as-known.ts';
import { countItems } from './items.store.ts';
import { populationRowsAt } from './list-populations.ts';

/**
 * How many items a kind has in a view, in one scope or all. A complete list from one source has stated its number; only where
 * several sources overlap, a list is not whole, or an instant between two lists is asked for, the items are counted.
 */
export async function totalItems(tx: Tx, kind: FactKind, at: AsKnown, scope?: string): Promise<number> {
  if (at.view.trueAt !== null) return countItems(tx, kind, scope, at.view);
  const rows = (await populationRowsAt(tx, at)).filter(
    (row) => row.kind === kind && (scope === undefined || row.scope === scope),
  );
  const isStated =
    rows.every((row) => row.isComplete) && new Set(rows.map((row) => row.scope)).size === rows.length;
  if (!isStated) return countItems(tx, kind, scope, at.view);
  return rows.reduce((sum, row) => sum + row.items, 0);
}
