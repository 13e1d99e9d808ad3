import { sql } from 'kysely';
import { requireThrownAway, type Tx } from '../../platform/index.ts';
import { asEraser } from './erased-payloads.store.ts';

/** Deletes the bodies of all entries of a workspace that was thrown away; its log stays, and says nothing any more. */
export async function forgetPayloads(tx: Tx): Promise<void> {
  await requireThrownAway(tx);
  await asEraser(tx, async () => {
    await sql`delete from payload where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  });
}
