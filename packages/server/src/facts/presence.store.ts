import type { FactKind } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** Since when an item is there without a gap, and what was known of its list before. */
export type Presence = {
  readonly scope: string;
  readonly key: string;
  /** The entry that told of it first. */
  readonly firstPosition: number;
  readonly firstSeenAt: string;
  /** The last whole list before, which did not hold it; null where there was none, so that nobody knows since when it is there. */
  readonly lastAbsentAt: string | null;
  /** Whether the reading just before was whole; a gap widens the interval in which it appeared. */
  readonly wasWholeBefore: boolean;
};

/**
 * Since when these items are there. An item that was gone and came back is there since it came back; of several sources the
 * first that told of it counts. Items that are not there now are left out.
 */
export async function presenceOf(
  tx: Tx,
  kind: FactKind,
  places: readonly { readonly scope: string; readonly key: string }[],
): Promise<readonly Presence[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<Presence>`
    select asked.scope, asked.key, began.position as "firstPosition", began.observed_at as "firstSeenAt",
      before.last_complete_at as "lastAbsentAt", coalesce(before.is_complete, false) as "wasWholeBefore"
    from (select distinct scope, key from unnest(${places.map(({ scope }) => scope)}::text[],
      ${places.map(({ key }) => key)}::text[]) as place (scope, key)) asked
    cross join lateral (
      select start.position, start.observed_at, start.connection_id
      from fact open cross join lateral (
        select f.position, f.observed_at, f.connection_id from fact f
        where f.workspace_id = ${tx.workspaceId} and f.kind = ${kind} and f.scope = asked.scope and f.key = asked.key
          and f.connection_id = open.connection_id and f.position > coalesce((
            select max(g.superseded_position) from fact g
            where g.workspace_id = ${tx.workspaceId} and g.kind = ${kind} and g.scope = asked.scope
              and g.key = asked.key and g.connection_id = open.connection_id and g.is_gone), -1)
        order by f.position limit 1) start
      where open.workspace_id = ${tx.workspaceId} and open.kind = ${kind} and open.scope = asked.scope
        and open.key = asked.key and open.superseded_position is null
      order by start.position limit 1) began
    left join lateral (
      select v.is_complete, v.last_complete_at from population_version v
      where v.workspace_id = ${tx.workspaceId} and v.kind = ${kind} and v.scope = asked.scope
        and v.connection_id = began.connection_id and v.position < began.position
      order by v.position desc limit 1) before on true
    order by asked.scope, asked.key`.execute(tx.db);
  return rows;
}
