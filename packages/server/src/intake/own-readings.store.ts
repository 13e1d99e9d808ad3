import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type OwnReading = {
  /** How far the ledger had come when it was last looked at for something new about Daybook itself. */
  readonly position: number;
  /** When Daybook was last read; null while it never was. */
  readonly readAt: string | null;
};

export async function readOwnReading(tx: Tx): Promise<OwnReading | null> {
  const { rows } = await sql<OwnReading>`
    select position, read_at as "readAt" from own_reading where workspace_id = ${tx.workspaceId}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function saveOwnReading(tx: Tx, { position, readAt }: OwnReading): Promise<void> {
  await sql`
    insert into own_reading (workspace_id, position, read_at) values (${tx.workspaceId}, ${position}, ${readAt})
    on conflict (workspace_id) do update set position = excluded.position, read_at = excluded.read_at`.execute(
    tx.db,
  );
}
