import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { StoredEntry } from '../entries.store.ts';

const columns = sql`idx as index, entry as text, leaf_hash as "leafHash"`;

/** The types of a log that begin with a prefix, in C order; one look into the index for each. */
export async function listTypes(tx: Tx, logId: string, prefix: string): Promise<readonly string[]> {
  const { rows } = await sql<{ type: string }>`
    with recursive known as (
      (select type from ledger_entry
        where workspace_id = ${tx.workspaceId} and log_id = ${logId} and type >= ${prefix} order by type limit 1)
      union all
      select (select type from ledger_entry
        where workspace_id = ${tx.workspaceId} and log_id = ${logId} and type > known.type order by type limit 1)
      from known where starts_with(known.type, ${prefix}))
    select type from known where starts_with(type, ${prefix})`.execute(tx.db);
  return rows.map((row) => row.type);
}

export type IndexRange = {
  readonly logId: string;
  /** Indexes `[from, before)` of the log. */
  readonly from: number;
  readonly before: number;
  readonly limit: number;
};

/** The newest entries of a range, newest first; of these types where they are given. Each type is read by its own index. */
export async function newestInRange(
  tx: Tx,
  { logId, from, before, limit }: IndexRange,
  types: readonly string[] | null,
): Promise<readonly StoredEntry[]> {
  const range = sql`workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from} and idx < ${before}`;
  const found =
    types === null
      ? sql<StoredEntry>`select ${columns} from ledger_entry where ${range} order by idx desc limit ${limit}`
      : sql<StoredEntry>`
          select ${columns} from (${ofEachType(range, types, limit)}) found order by idx desc limit ${limit}`;
  return (await found.execute(tx.db)).rows;
}

/**
 * The newest entries of each type, every type asked for by itself: only so does the planner know which are rare, and reads
 * those by their own index instead of walking the whole range backwards.
 */
function ofEachType(
  range: RawBuilder<unknown>,
  types: readonly string[],
  limit: number,
): RawBuilder<unknown> {
  const each = types.map(
    (type) => sql`(select idx, entry, leaf_hash from ledger_entry where ${range} and type = ${type}
      order by idx desc limit ${limit})`,
  );
  return each.length === 0
    ? sql`select idx, entry, leaf_hash from ledger_entry where false`
    : sql.join(each, sql` union all `);
}

/** The beginning of every entry up to its actor's pseudonym: it is written with sorted names, so the actor stands first. */
const actorStart = '{"actor":{"id":"'.length + 1;
const pseudonymLength = 'sub_'.length + 36;

/** The newest entries of these types that somebody acted in, by the index of actors; none of a type that begins with `record.`. */
export async function newestOfActor(
  tx: Tx,
  { logId, from, before, limit }: IndexRange,
  { actor, types }: { readonly actor: string; readonly types: readonly string[] },
): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select ${columns} from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from} and idx < ${before}
      and substr(entry, ${sql.lit(actorStart)}, ${sql.lit(pseudonymLength)}) = ${actor}
      and not starts_with(type, 'record.') and type = any(${types}::text[])
    order by idx desc limit ${limit}`.execute(tx.db);
  return rows;
}

/** The newest entries of a range whose text holds every one of these strings, newest first. Reads the whole range at worst. */
export async function scanRange(
  tx: Tx,
  { logId, from, before, limit }: IndexRange,
  { needles, typePrefix }: { readonly needles: readonly string[]; readonly typePrefix: string },
): Promise<readonly StoredEntry[]> {
  const holds = needles.map((needle) => sql`strpos(entry, ${needle}) > 0`);
  const { rows } = await sql<StoredEntry>`
    select ${columns} from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from} and idx < ${before}
      and ${sql.join([sql`starts_with(type, ${typePrefix})`, ...holds], sql` and `)}
    order by idx desc limit ${limit}`.execute(tx.db);
  return rows;
}

/** Whether a log has an entry from this index on that is of none of these types. Ends at the first one. */
export async function hasOtherThan(
  tx: Tx,
  { logId, from }: Pick<IndexRange, 'logId' | 'from'>,
  types: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    select from ledger_entry where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from}
      and type <> all(${types}::text[]) limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** How many entries of these types a range holds; each type is counted by its own index. */
export async function countInRange(
  tx: Tx,
  { logId, from, before }: Omit<IndexRange, 'limit'>,
  types: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and type = any(${types}::text[])
      and idx >= ${from} and idx < ${before}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** What a look through the newest entries of some types found, and how far it came. */
export type LookedThrough = {
  readonly rows: readonly StoredEntry[];
  readonly lookedAt: number;
  /** The oldest index looked at; null when there was none. */
  readonly reached: number | null;
};

/**
 * Of the newest `lookMax` entries of these types in a range those whose text holds one of the strings, newest first. Entries
 * of other types are not read.
 */
export async function scanTypes(
  tx: Tx,
  { logId, from, before, limit }: IndexRange,
  look: {
    readonly types: readonly string[];
    readonly needles: readonly (readonly string[])[];
    readonly lookMax: number;
  },
): Promise<LookedThrough> {
  const range = sql`workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from} and idx < ${before}`;
  const looked = sql`
    select * from (${ofEachType(range, look.types, look.lookMax)}) found order by idx desc limit ${look.lookMax}`;
  const anyOf = look.needles.map(
    (needles) =>
      sql`(${sql.join(
        needles.map((needle) => sql`strpos(entry, ${needle}) > 0`),
        sql` or `,
      )})`,
  );
  const { rows } = await sql<StoredEntry & { lookedAt: number; reached: number | null }>`
    with looked as materialized (${looked}),
      held as (select * from looked where ${sql.join([sql`true`, ...anyOf], sql` and `)} order by idx desc limit ${limit})
    select ${columns}, size.n as "lookedAt", size.reached
    from (select count(*)::integer as n, min(idx) as reached from looked) size left join held on true
    order by idx desc`.execute(tx.db);
  const [first] = rows;
  if (first === undefined) throw new Error('a count has one row');
  // Without a match the counts stand alone, beside an entry that is not there.
  const held = rows.filter((row) => row.index !== null);
  return { rows: held, lookedAt: first.lookedAt, reached: first.reached };
}
