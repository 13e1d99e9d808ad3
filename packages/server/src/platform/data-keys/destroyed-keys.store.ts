import { sql } from 'kysely';
import type { Tx } from '../database.ts';

/** Notes keys as destroyed for good, in the erasure's own transaction. */
export async function insertDestroyedKeys(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  await sql`
    insert into destroyed_key (workspace_id, key_id, destroyed_at)
    select ${tx.workspaceId}, id, ${now} from unnest(${ids}::uuid[]) as gone (id)
    on conflict do nothing`.execute(tx.db);
}

/** Which of these keys were destroyed. */
export async function findDestroyedKeys(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select key_id as id from destroyed_key
    where workspace_id = ${tx.workspaceId} and key_id = any(${ids}::uuid[])`.execute(tx.db);
  return new Set(rows.map((row) => row.id));
}
