import { sql } from 'kysely';
import type { ErasedItem, Tx } from '../../platform/index.ts';

export type ErasedPayload = {
  /** Of the entry whose payload was erased. */
  readonly position: number;
  /** Of the `payload.erased@1` that says so. */
  readonly by: number;
};

/** Every erased payload of one log, in ascending order of position. */
export async function listErased(tx: Tx, logId: string): Promise<readonly ErasedPayload[]> {
  const { rows } = await sql<ErasedPayload>`
    select erased.position, erased.by_position as by from erased_payload erased
    join ledger_log log on log.workspace_id = erased.workspace_id and log.log_id = ${logId}
    join ledger_state head on head.log_id = log.log_id
    where erased.workspace_id = ${tx.workspaceId} and erased.position >= log.first_position
      and erased.position < log.first_position + head.size
    order by erased.position`.execute(tx.db);
  return rows;
}

export type ErasedRecord = Omit<ErasedItem, 'isCurrent'>;

/** Which of these payloads were erased, and the item each told of where it was a record. */
export async function findErased(
  tx: Tx,
  positions: readonly number[],
): Promise<readonly (ErasedPayload & { readonly item: ErasedRecord | null })[]> {
  if (positions.length === 0) return [];
  const { rows } = await sql<
    ErasedPayload & { kind: string | null; scope: string | null; key: string | null }
  >`
    select position, by_position as by, kind, scope, key from erased_payload
    where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[]) order by position`.execute(
    tx.db,
  );
  return rows.map(({ position, by, kind, scope, key }) => {
    const isRecord = kind !== null && scope !== null && key !== null;
    return { position, by, item: isRecord ? { position, kind, scope, key } : null };
  });
}

export async function insertErased(
  tx: Tx,
  rows: readonly { readonly position: number; readonly by: number }[],
  items: readonly ErasedRecord[],
): Promise<void> {
  const byPosition = new Map(items.map((item) => [item.position, item]));
  const found = rows.map((row) => byPosition.get(row.position) ?? null);
  await sql`
    insert into erased_payload (workspace_id, position, by_position, kind, scope, key)
    select ${tx.workspaceId}, position, by_position, kind, scope, key
    from unnest(${rows.map((row) => row.position)}::bigint[], ${rows.map((row) => row.by)}::bigint[],
      ${found.map((item) => item?.kind ?? null)}::text[], ${found.map((item) => item?.scope ?? null)}::text[],
      ${found.map((item) => item?.key ?? null)}::text[]) as gone (position, by_position, kind, scope, key)
    on conflict do nothing`.execute(tx.db);
}

/** The places of all payloads under these keys, from a position on. Reads the table: erasing is rare. */
export async function payloadsUnderKeys(
  tx: Tx,
  keyIds: readonly string[],
  from = 0,
): Promise<readonly { readonly position: number; readonly keyId: string }[]> {
  if (keyIds.length === 0) return [];
  const { rows } = await sql<{ position: number; keyId: string }>`
    select position, key_id as "keyId" from payload
    where workspace_id = ${tx.workspaceId} and position >= ${from} and key_id = any(${keyIds}::uuid[])
    order by position`.execute(tx.db);
  return rows;
}

/** Deletes and seals again with the erasing role's rights; the transaction goes on as before. */
export async function asEraser<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`set local role daybook_eraser`.execute(tx.db);
  const result = await work();
  await sql`set local role daybook_app`.execute(tx.db);
  return result;
}

export async function deletePayloads(tx: Tx, positions: readonly number[]): Promise<void> {
  await sql`
    delete from payload where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])`.execute(
    tx.db,
  );
}

export async function replaceSealed(
  tx: Tx,
  rows: readonly { readonly position: number; readonly keyId: string; readonly sealed: Buffer }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update payload set key_id = made.key_id, sealed = made.sealed
    from unnest(${rows.map((row) => row.position)}::bigint[], ${rows.map((row) => row.keyId)}::uuid[],
      ${rows.map((row) => row.sealed)}::bytea[]) as made (position, key_id, sealed)
    where payload.workspace_id = ${tx.workspaceId} and payload.position = made.position`.execute(tx.db);
}
