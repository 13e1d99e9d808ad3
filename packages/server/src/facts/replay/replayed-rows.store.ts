import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { ProjectionRow } from './projection-row.ts';

/** A `record.…` entry; kind, scope and key are null where its payload was erased. */
export type ReplayedRecord = {
  readonly position: number;
  readonly pull: string;
  readonly connection: string;
  readonly kind: string | null;
  readonly scope: string | null;
  readonly key: string | null;
  readonly isGone: boolean;
  readonly commitment: string;
  readonly occurredAt: string | null;
  readonly observedAt: string;
};

/** Tables of this transaction alone: what the ledger says is put in order by the database, so memory stays flat. */
export async function openReplayTables(tx: Tx): Promise<void> {
  await sql`
    create temporary table replayed_record (position bigint primary key, pull text collate "C" not null,
      connection text collate "C" not null, kind text collate "C", scope text collate "C", key text collate "C",
      is_gone boolean not null, commitment text not null, occurred_at timestamptz, observed_at timestamptz not null)
    on commit drop`.execute(tx.db);
  await sql`
    create temporary table replayed_list (pull text collate "C", kind text collate "C", scope text collate "C",
      primary key (pull, kind, scope)) on commit drop`.execute(tx.db);
}

export async function insertReplayedRecords(tx: Tx, records: readonly ReplayedRecord[]): Promise<void> {
  if (records.length === 0) return;
  await sql`
    insert into replayed_record
    select * from unnest(${records.map((record) => record.position)}::bigint[],
      ${records.map((record) => record.pull)}::text[], ${records.map((record) => record.connection)}::text[],
      ${records.map((record) => record.kind)}::text[], ${records.map((record) => record.scope)}::text[],
      ${records.map((record) => record.key)}::text[], ${records.map((record) => record.isGone)}::boolean[],
      ${records.map((record) => record.commitment)}::text[],
      ${records.map((record) => record.occurredAt)}::timestamptz[],
      ${records.map((record) => record.observedAt)}::timestamptz[])`.execute(tx.db);
}

/** A list that a completed pull made visible: its records count. */
export async function insertVisibleList(
  tx: Tx,
  list: { readonly pull: string; readonly kind: string; readonly scope: string },
): Promise<void> {
  await sql`insert into replayed_list values (${list.pull}, ${list.kind}, ${list.scope})`.execute(tx.db);
}

export type ErasedPlace = {
  readonly position: number;
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
};

/** Gives records whose payload was erased their item back, without the value. */
export async function placeRecords(tx: Tx, places: readonly ErasedPlace[]): Promise<void> {
  await sql`
    update replayed_record set kind = place.kind, scope = place.scope, key = place.key
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
      as place (position bigint, kind text, scope text, key text)
    where replayed_record.key is null and replayed_record.position = place.position`.execute(tx.db);
}

/**
 * Lines the records of visible lists up, each ended by the next one of its item and source. A record whose payload was erased
 * and of which no entry says what it was about is placed by its tombstone; without one it stays by itself.
 */
export async function lineUpRecords(tx: Tx, boundary: number): Promise<void> {
  await sql`
    update replayed_record set kind = fact.kind, scope = fact.scope, key = fact.key from fact
    where replayed_record.key is null and fact.workspace_id = ${tx.workspaceId} and fact.is_erased
      and not replayed_record.is_gone and fact.position = replayed_record.position`.execute(tx.db);
  await sql`
    update replayed_record set kind = fact.kind, scope = fact.scope, key = fact.key from fact
    where replayed_record.key is null and fact.workspace_id = ${tx.workspaceId}
      and replayed_record.is_gone and fact.superseded_position = replayed_record.position`.execute(tx.db);
  await sql`
    create temporary table replayed_fact on commit drop as
    select position, connection, kind, scope, key, commitment, occurred_at, observed_at, is_gone,
      lead(position) over item as superseded_position, lead(is_gone) over item as gone_next,
      lead(observed_at) over item as valid_until
    from replayed_record
    where position <= ${boundary} and exists (
      select from replayed_list list where list.pull = replayed_record.pull
        and (replayed_record.kind is null or (list.kind = replayed_record.kind and list.scope = replayed_record.scope)))
    window item as (
      partition by kind, scope, coalesce(key, '#' || position), connection order by position)`.execute(tx.db);
  await sql`create index on replayed_fact (position) where not is_gone`.execute(tx.db);
  await sql`analyze replayed_fact`.execute(tx.db);
}

/** Facts as the ledger alone tells them, in order of positions, `after` excluded. */
export async function readReplayedRows(
  tx: Tx,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly ProjectionRow[]> {
  const { rows } = await sql<ProjectionRow>`
    select position, connection, kind, scope, key, commitment, occurred_at as "occurredAt",
      observed_at as "observedAt", superseded_position as "supersededPosition",
      coalesce(gone_next, false) as "isGone", valid_until as "validUntil"
    from replayed_fact where not is_gone and position > ${after} order by position limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}
