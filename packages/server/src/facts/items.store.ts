import { type FactKind, type FactOf, type Item, mergeFacts } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';
import { type FactView, presentView, seenIn } from './fact-view.ts';

/** One item as all its sources together tell it. `position` is the newest entry it rests on. */
export type StoredItem<K extends FactKind = FactKind> = Item<K> & {
  readonly position: number;
  readonly occurredAt: string | null;
  readonly observedAt: string;
  /** What one of its sources told of it was erased: `value` is not to be read, and nothing can be said of the item. */
  readonly isErased: boolean;
};

export type ItemQuery<K extends FactKind> = {
  readonly kind: K;
  readonly scope?: string;
  readonly keys?: readonly string[];
  /** The scope and key of the last item of the page before. */
  readonly after?: { readonly scope: string; readonly key: string };
  readonly limit: number;
  /** Absent: as known and true now. */
  readonly view?: FactView;
};

type Row = {
  readonly scope: string;
  readonly key: string;
  readonly values: readonly unknown[];
  readonly position: number;
  readonly occurredAt: string | null;
  readonly observedAt: string;
  readonly isErased: boolean;
};

/** Items of a view in C order of (scope, key), the values of their sources merged, oldest connection first. */
export async function readItems<K extends FactKind>(
  tx: Tx,
  query: ItemQuery<K>,
): Promise<readonly StoredItem<K>[]> {
  const inScope = query.scope === undefined ? sql`` : sql`and scope = ${query.scope}`;
  const withKeys = query.keys === undefined ? sql`` : sql`and key = any(${query.keys}::text[])`;
  const later = laterThan(query.after ?? null, query.scope ?? null);
  const view = query.view ?? presentView;
  const conditions = sql`workspace_id = ${tx.workspaceId} and kind = ${query.kind} and ${seenIn(view, query.kind)}`;
  // The page is found in the index alone; only what is shown is read.
  const { rows } = await sql<Row>`
    with page as (
      select scope, key from fact where ${conditions} ${inScope} ${withKeys} ${later}
      group by scope, key order by scope, key limit ${query.limit})
    select page.scope, page.key, told.* from page cross join lateral (
      select json_agg(value order by connection_id) as values, max(position) as position,
        max(occurred_at) as "occurredAt", max(observed_at) as "observedAt", bool_or(is_erased) as "isErased"
      from fact where ${conditions} and scope = page.scope and key = page.key) told
    order by page.scope, page.key`.execute(tx.db);
  return rows.map((row) => ({
    kind: query.kind,
    scope: row.scope,
    key: row.key,
    // Only tokenised records of this kind are stored under it.
    value: mergeFacts<K>(row.values as readonly FactOf<K>[]),
    position: row.position,
    occurredAt: row.occurredAt,
    observedAt: row.observedAt,
    isErased: row.isErased,
  }));
}

/** Within one scope the key alone goes on, for only then the index begins there. */
function laterThan(after: ItemSearch['after'], scope: string | null) {
  if (after === null) return sql``;
  if (after.scope === scope) return sql`and key > ${after.key}`;
  return sql`and (scope, key) > (${after.scope}, ${after.key})`;
}

export type ItemRef = { readonly kind: FactKind; readonly scope: string; readonly key: string };

const pageSize = 1_000;
/** A stretch of the ledger in which little is stated may be this many pages long. */
const stretchMax = 16;

/**
 * Items stated, replaced or stated absent after a position, each once a page, in ledger order. Reads one stretch of the ledger
 * after the other rather than the first so many of all that follow: without statistics, as in the middle of a first
 * import, the database would sort all of those for each page.
 */
export async function* changedSince(tx: Tx, position: number): AsyncGenerator<readonly ItemRef[]> {
  let length = pageSize;
  for (let after = position; ; ) {
    const from = await nextChange(tx, after);
    if (from === null) return;
    const rows = await changedIn(tx, from, from + length);
    for (let i = 0; i < rows.length; i += pageSize) yield rows.slice(i, i + pageSize);
    after = from + length - 1;
    length = rows.length < pageSize / 2 ? Math.min(length * 2, pageSize * stretchMax) : pageSize;
  }
}

/** The first position after this one at which an item is stated, replaced or stated absent; null where there is none. */
async function nextChange(tx: Tx, after: number): Promise<number | null> {
  const { rows } = await sql<{ from: number | null }>`
    select least(
      (select position from fact where workspace_id = ${tx.workspaceId} and position > ${after}
        order by position limit 1),
      (select superseded_position from fact where workspace_id = ${tx.workspaceId} and superseded_position > ${after}
        order by superseded_position limit 1)) as "from"`.execute(tx.db);
  return rows[0]?.from ?? null;
}

/** Of the positions `[from, to)`. */
async function changedIn(tx: Tx, from: number, to: number): Promise<readonly ItemRef[]> {
  const { rows } = await sql<ItemRef>`
    select kind, scope, key from (
      select kind, scope, key, position as at from fact
      where workspace_id = ${tx.workspaceId} and position >= ${from} and position < ${to}
      union all
      select kind, scope, key, superseded_position as at from fact
      where workspace_id = ${tx.workspaceId} and superseded_position >= ${from} and superseded_position < ${to}
    ) as changed order by at`.execute(tx.db);
  return rows;
}

/** Distinct items of a kind in a view, in one scope or all. */
export async function countItems(
  tx: Tx,
  kind: FactKind,
  scope?: string,
  view: FactView = presentView,
): Promise<number> {
  const inScope = scope === undefined ? sql`` : sql`and scope = ${scope}`;
  const { rows } = await sql<{ items: number }>`
    select count(*) as items from (
      select distinct scope, key from fact
      where workspace_id = ${tx.workspaceId} and kind = ${kind} and ${seenIn(view, kind)} ${inScope}
    ) as current`.execute(tx.db);
  return rows[0]?.items ?? 0;
}

export type ItemSearch = {
  readonly kind: FactKind;
  readonly scope: string | null;
  /** Part of a key or title, letter case aside; null lists everything. */
  readonly search: string | null;
  /** False: titles are masked for whoever asks, so they are not looked into. */
  readonly inTitles: boolean;
  readonly after: { readonly scope: string; readonly key: string } | null;
  readonly limit: number;
  readonly view: FactView;
};

/** A page of items whose key or title holds the words, in C order of (scope, key). */
export async function searchItems(tx: Tx, query: ItemSearch): Promise<readonly StoredItem[]> {
  const scope = query.scope === null ? {} : { scope: query.scope };
  const after = query.after === null ? {} : { after: query.after };
  const { kind, view } = query;
  const page = { kind, view, limit: query.limit, ...scope, ...after };
  if (query.search === null) return readItems(tx, page);
  const inScope = query.scope === null ? sql`` : sql`and scope = ${query.scope}`;
  const later = laterThan(query.after, query.scope);
  const words = `%${query.search.replace(/[\\%_]/g, '\\$&')}%`;
  const orTitle = query.inTitles ? sql`or value->>'title' ilike ${words}` : sql``;
  const { rows } = await sql<{ scope: string; key: string }>`
    select distinct scope, key from fact
    where workspace_id = ${tx.workspaceId} and kind = ${kind} and ${seenIn(view, kind)}
      and (key ilike ${words} ${orTitle}) ${inScope} ${later}
    order by scope, key limit ${query.limit}`.execute(tx.db);
  const wanted = new Set(rows.map((row) => `${row.scope}\n${row.key}`));
  const keys = rows.map((row) => row.key);
  const found = await readItems(tx, { ...scope, kind, view, keys, limit: query.limit * 10 });
  return found.filter((item) => wanted.has(`${item.scope}\n${item.key}`));
}
