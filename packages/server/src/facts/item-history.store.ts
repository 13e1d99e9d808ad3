import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';
import { type FactView, openIn, toldBy } from './fact-view.ts';

export type FactHistoryRow = {
  readonly connection: string;
  readonly position: number;
  readonly supersededPosition: number | null;
  readonly isGone: boolean;
  /** Empty where it was erased. */
  readonly value: unknown;
  readonly isErased: boolean;
  readonly observedAt: string;
};

/** Everything known of one item in a view, newest first; ends that became known later are not told. */
export async function readHistory(
  tx: Tx,
  item: { readonly kind: string; readonly scope: string; readonly key: string },
  { view, limit }: { readonly view: FactView; readonly limit: number },
): Promise<readonly FactHistoryRow[]> {
  const known = view.boundary === null ? sql`` : sql`and position <= ${view.boundary}`;
  const isOpen = openIn(view);
  const { rows } = await sql<FactHistoryRow>`
    select connection_id as connection, position,
      case when ${isOpen} then null else superseded_position end as "supersededPosition",
      is_gone and not ${isOpen} as "isGone", value, is_erased as "isErased",
      observed_at as "observedAt"
    from fact where workspace_id = ${tx.workspaceId} and kind = ${item.kind} and scope = ${item.scope}
      and key = ${item.key} ${known} and ${toldBy(view)} order by position desc limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}
