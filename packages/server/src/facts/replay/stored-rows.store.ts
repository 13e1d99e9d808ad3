import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { openIn } from '../fact-view.ts';
import type { ProjectionRow } from './projection-row.ts';

export type StoredRow = Omit<ProjectionRow, 'commitment' | 'kind' | 'scope' | 'key'> & {
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
  readonly value: unknown;
  readonly isErased: boolean;
};

/** Facts known at a boundary, in order of positions, `after` excluded; ends beyond the boundary are not told. */
export async function readStoredRows(
  tx: Tx,
  { boundary, after, limit }: { readonly boundary: number; readonly after: number; readonly limit: number },
): Promise<readonly StoredRow[]> {
  const isOpen = openIn({ boundary, trueAt: null });
  const { rows } = await sql<StoredRow>`
    select position, connection_id as connection, kind, scope, key, value, is_erased as "isErased",
      occurred_at as "occurredAt", observed_at as "observedAt",
      case when not ${isOpen} then superseded_position end as "supersededPosition",
      is_gone and not ${isOpen} as "isGone", case when not ${isOpen} then valid_until end as "validUntil"
    from fact where workspace_id = ${tx.workspaceId} and position > ${after} and position <= ${boundary}
    order by position limit ${limit}`.execute(tx.db);
  return rows;
}
