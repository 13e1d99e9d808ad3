import type { FactKind } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** One list of one source, and when it was first read whole at or after an instant. */
export type WholeSince = {
  readonly instant: string;
  readonly kind: FactKind;
  readonly scope: string;
  readonly connection: string;
  /** When anything was told of this list for the first time. */
  readonly firstToldAt: string;
  /** The first believable complete reading at or after the instant; null where there was none. */
  readonly wholeAt: string | null;
};

/**
 * Of every list of these kinds, when it was first whole at or after each of these instants. An empty list of accounts or grants
 * is believed only where accounts were listed with it, as it is where it would prove an absence.
 */
export async function wholeSince(
  tx: Tx,
  kinds: readonly FactKind[],
  instants: readonly string[],
): Promise<readonly WholeSince[]> {
  if (instants.length === 0) return [];
  const { rows } = await sql<WholeSince>`
    select asked.instant, list.kind, list.scope, list.connection_id as connection,
      first.last_pull_at as "firstToldAt", whole.last_pull_at as "wholeAt"
    from unnest(${[...new Set(instants)]}::timestamptz[]) as asked (instant)
    cross join population list
    join lateral (
      select last_pull_at from population_version v
      where v.workspace_id = list.workspace_id and v.kind = list.kind and v.scope = list.scope
        and v.connection_id = list.connection_id order by v.position limit 1) first on true
    left join lateral (
      select last_pull_at from population_version v
      where v.workspace_id = list.workspace_id and v.kind = list.kind and v.scope = list.scope
        and v.connection_id = list.connection_id and v.is_complete and v.last_pull_at >= asked.instant
        and (v.items > 0 or v.kind not in ('account', 'grant') or exists (
          select from population_version beside
          where beside.workspace_id = v.workspace_id and beside.kind = 'account' and v.kind <> 'account'
            and beside.scope = v.scope and beside.connection_id = v.connection_id
            and beside.position = v.position and beside.is_complete and beside.items > 0))
      order by v.last_pull_at limit 1) whole on true
    where list.workspace_id = ${tx.workspaceId} and list.kind = any(${kinds}::text[])
    order by asked.instant, list.scope, list.kind, list.connection_id`.execute(tx.db);
  return rows;
}
