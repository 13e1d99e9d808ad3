import { sql } from 'kysely';
import { binaryBigint, binaryText, binaryUuid, copyRows, type Tx } from '../platform/index.ts';

export type EntryPlace = {
  readonly index: number;
  readonly position: number;
  readonly text: string;
  readonly leafHash: Buffer;
  readonly type: string;
  readonly keyId: string | null;
  readonly sealed: Buffer | null;
};

export type StoredEntry = { readonly index: number; readonly text: string; readonly leafHash: Buffer };

export type SealedPayload = { readonly position: number; readonly keyId: string; readonly sealed: Buffer };

/** Below this a single statement is faster than COPY. */
const copyRowsMin = 32;

export async function insertEntries(tx: Tx, logId: string, places: readonly EntryPlace[]): Promise<void> {
  const columns = ['log_id', 'idx', 'workspace_id', 'leaf_hash', 'type', 'entry'];
  if (places.length >= copyRowsMin) {
    const ids = [binaryUuid(logId), binaryUuid(tx.workspaceId ?? '')] as const;
    const rows = places.map((place) => [
      ids[0],
      binaryBigint(place.index),
      ids[1],
      place.leafHash,
      binaryText(place.type),
      binaryText(place.text),
    ]);
    return copyRows(tx.client, 'ledger_entry', columns, rows);
  }
  await sql`
    insert into ledger_entry (log_id, idx, workspace_id, leaf_hash, type, entry)
    select ${logId}, idx, ${tx.workspaceId}, leaf_hash, type, entry
    from unnest(${places.map((place) => place.index)}::bigint[], ${places.map((place) => place.leafHash)}::bytea[],
      ${places.map((place) => place.type)}::text[], ${places.map((place) => place.text)}::text[])
      as made (idx, leaf_hash, type, entry)`.execute(tx.db);
}

export async function insertPayloads(tx: Tx, places: readonly EntryPlace[]): Promise<void> {
  const withPayload = places.flatMap(({ position, keyId, sealed }) =>
    keyId === null || sealed === null ? [] : [{ position, keyId, sealed }],
  );
  if (withPayload.length >= copyRowsMin) {
    const workspace = binaryUuid(tx.workspaceId ?? '');
    const rows = withPayload.map((place) => [
      workspace,
      binaryBigint(place.position),
      binaryUuid(place.keyId),
      place.sealed,
    ]);
    return copyRows(tx.client, 'payload', ['workspace_id', 'position', 'key_id', 'sealed'], rows);
  }
  if (withPayload.length === 0) return;
  await sql`
    insert into payload (workspace_id, position, key_id, sealed)
    select ${tx.workspaceId}, position, key_id, sealed
    from unnest(${withPayload.map((place) => place.position)}::bigint[],
      ${withPayload.map((place) => place.keyId)}::uuid[], ${withPayload.map((place) => place.sealed)}::bytea[])
      as made (position, key_id, sealed)`.execute(tx.db);
}

/** Entries of one log by index, `[from, to)`, in order. */
export async function readEntryRange(
  tx: Tx,
  logId: string,
  from: number,
  to: number,
): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select idx as index, entry as text, leaf_hash as "leafHash" from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from} and idx < ${to} order by idx`.execute(
    tx.db,
  );
  return rows;
}

/** The first entry from `from` on whose kind begins with `prefix`, e.g. `pull.`; null when there is none. */
export async function firstEntryOfKind(
  tx: Tx,
  logId: string,
  from: number,
  prefix: string,
): Promise<StoredEntry | null> {
  const { rows } = await sql<StoredEntry>`
    select idx as index, entry as text, leaf_hash as "leafHash" from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx = (
      select min(idx) from (
        select min(idx) as idx from ledger_entry
        where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from}
          and type >= ${prefix} and type < ${`${prefix}\u{7f}`} group by type) as firsts)`.execute(tx.db);
  return rows[0] ?? null;
}

/** The newest entries below `before`, newest first; all types, or one. */
export async function listEntriesBefore(
  tx: Tx,
  query: {
    readonly logId: string;
    readonly before: number;
    readonly type: string | null;
    readonly limit: number;
  },
): Promise<readonly StoredEntry[]> {
  const byType = query.type === null ? sql`` : sql`and type = ${query.type}`;
  const { rows } = await sql<StoredEntry>`
    select idx as index, entry as text, leaf_hash as "leafHash" from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${query.logId} and idx < ${query.before} ${byType}
    order by idx desc limit ${query.limit}`.execute(tx.db);
  return rows;
}

/** Sealed payloads by position, in order. Positions without a payload, and erased ones, are absent. */
export async function readSealedPayloads(
  tx: Tx,
  positions: readonly number[],
): Promise<readonly SealedPayload[]> {
  const { rows } = await sql<SealedPayload>`
    select position, key_id as "keyId", sealed from payload
    where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])
    order by position`.execute(tx.db);
  return rows;
}
