import { sql } from 'kysely';
import { binaryUuid, type Copy, copyStatement, createBinaryRows, type Tx } from '../platform/index.ts';

export type EntryPlace = {
  readonly index: number;
  readonly position: number;
  readonly text: string;
  readonly leafHash: Uint8Array;
  readonly type: string;
  readonly keyId: string | null;
  readonly sealed: Buffer | null;
};

export type StoredEntry = { readonly index: number; readonly text: string; readonly leafHash: Buffer };

export type SealedPayload = { readonly position: number; readonly keyId: string; readonly sealed: Buffer };

/** The rows of these entries and of their payloads, as `runWithCopies` takes them. */
export function copiesOf(workspaceId: string, logId: string, places: readonly EntryPlace[]): readonly Copy[] {
  const [workspace, log] = [binaryUuid(workspaceId), binaryUuid(logId)];
  const [entries, payloads] = [createBinaryRows(), createBinaryRows()];
  let key: { readonly id: string; readonly bytes: Buffer } = { id: '', bytes: Buffer.alloc(0) };
  for (const { index, position, text, leafHash, type, keyId, sealed } of places) {
    entries.row(6);
    entries.bytes(log);
    entries.bigint(index);
    entries.bytes(workspace);
    entries.bytes(leafHash);
    entries.text(type);
    entries.text(text);
    if (keyId === null || sealed === null) continue;
    if (key.id !== keyId) key = { id: keyId, bytes: binaryUuid(keyId) };
    payloads.row(4);
    payloads.bytes(workspace);
    payloads.bigint(position);
    payloads.bytes(key.bytes);
    payloads.bytes(sealed);
  }
  const copies = [{ statement: entriesCopy, rows: entries.finish() }];
  return key.id === '' ? copies : [...copies, { statement: payloadsCopy, rows: payloads.finish() }];
}

const entriesCopy = copyStatement('ledger_entry', [
  'log_id',
  'idx',
  'workspace_id',
  'leaf_hash',
  'type',
  'entry',
]);
const payloadsCopy = copyStatement('payload', ['workspace_id', 'position', 'key_id', 'sealed']);

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

/** How many bytes each bundle of 256 entries has (two more for each entry's length), by its number, up to a size. */
export async function readBundleBytes(
  tx: Tx,
  logId: string,
  size: number,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ bundle: number; bytes: number }>`
    select idx / 256 as bundle, sum(octet_length(entry) + 2)::bigint as bytes from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx < ${size} group by 1`.execute(tx.db);
  return new Map(rows.map(({ bundle, bytes }) => [bundle, bytes]));
}
