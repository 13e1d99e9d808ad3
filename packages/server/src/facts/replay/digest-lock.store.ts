import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

const lockClass = 7412;

/** Until the transaction ends no other process makes a digest of this workspace. */
export async function lockDigests(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${tx.workspaceId}::text, ${lockClass}))`.execute(
    tx.db,
  );
}
