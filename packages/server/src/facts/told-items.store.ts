import type { FactKind } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';
import type { ItemRef } from './items.store.ts';

/** What is told of one item now, or was told last. */
export type ToldItem = {
  readonly key: string;
  /** Of the sources that tell it now, oldest connection first; null once none does. */
  readonly values: readonly unknown[] | null;
  /** The newest value anybody ever told. */
  readonly last: unknown;
  readonly connections: readonly string[] | null;
  readonly position: number;
  readonly observedAt: string;
  readonly isErased: boolean;
};

/** These items of one list, gone ones included; what nobody ever told of is missing. */
export async function readToldItems(
  tx: Tx,
  { kind, scope }: { readonly kind: FactKind; readonly scope: string },
  keys: readonly string[],
): Promise<readonly ToldItem[]> {
  const open = sql`superseded_position is null`;
  const { rows } = await sql<ToldItem>`
    select key, json_agg(value order by connection_id) filter (where ${open}) as values,
      (array_agg(value order by position desc))[1] as last,
      array_agg(connection_id order by connection_id) filter (where ${open}) as connections,
      max(position) as position, max(observed_at) as "observedAt",
      coalesce(bool_or(is_erased) filter (where ${open}), bool_and(is_erased)) as "isErased"
    from fact where workspace_id = ${tx.workspaceId} and kind = ${kind} and scope = ${scope}
      and key = any(${keys}::text[]) group by key`.execute(tx.db);
  return rows;
}

/**
 * From which entry on facts may have changed since a follower had come to `position` of them, and how far they are now; null
 * where nothing did. A reading that closed later than another may have begun to write before it, so the first entry of each
 * that closed since counts.
 */
export async function changedFrom(
  tx: Tx,
  position: number,
): Promise<{ readonly from: number; readonly to: number } | null> {
  const { rows } = await sql<{ to: number; first: number | null }>`
    select c.position as "to", (
      select min(p.first_position) from pull p
      where p.workspace_id = c.workspace_id and p.position >= ${position} and p.position < c.position
        and p.first_position is not null) as first
    from fact_cursor c where c.workspace_id = ${tx.workspaceId}`.execute(tx.db);
  const [found] = rows;
  if (found === undefined || found.to <= position) return null;
  return { from: Math.min(position, found.first ?? position) - 1, to: found.to };
}

export type ToldVersion = ItemRef & {
  readonly connection: string;
  readonly position: number;
  readonly observedAt: string;
  /** Empty where it was erased. */
  readonly value: unknown;
  readonly isErased: boolean;
  /** Nothing was told of the item by this source before. */
  readonly isFirst: boolean;
  /** The entry of the complete list without it, and when that was read; null unless it went after this value. */
  readonly gonePosition: number | null;
  readonly goneAt: string | null;
};

/** Everything that was ever told of these items, newest first. */
export async function readHistories(
  tx: Tx,
  places: readonly ItemRef[],
  limit: number,
): Promise<readonly ToldVersion[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<ToldVersion>`
    select f.kind, f.scope, f.key, f.connection_id as connection, f.position, f.observed_at as "observedAt", f.value,
      f.is_erased as "isErased", not exists (
        select from fact e where e.workspace_id = f.workspace_id and e.kind = f.kind and e.scope = f.scope
          and e.key = f.key and e.connection_id = f.connection_id and e.superseded_position = f.position
          and not e.is_gone) as "isFirst",
      case when f.is_gone then f.superseded_position end as "gonePosition",
      case when f.is_gone then f.valid_until end as "goneAt"
    from unnest(${places.map(({ kind }) => kind)}::text[], ${places.map(({ scope }) => scope)}::text[],
      ${places.map(({ key }) => key)}::text[]) as asked (kind, scope, key)
    join fact f on f.kind = asked.kind and f.scope = asked.scope and f.key = asked.key
    where f.workspace_id = ${tx.workspaceId}
    order by coalesce(case when f.is_gone then f.superseded_position end, f.position) desc limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}
