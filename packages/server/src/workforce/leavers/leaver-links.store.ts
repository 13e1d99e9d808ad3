import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

const room = 'leaver-links';

/** How far leavers have followed whose accounts are whose. */
export async function readLinkRevision(tx: Tx): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select position from removal_cursor where workspace_id = ${tx.workspaceId} and room = ${room}`.execute(
    tx.db,
  );
  return rows[0]?.position ?? 0;
}

export async function writeLinkRevision(tx: Tx, revision: number): Promise<void> {
  await sql`
    insert into removal_cursor (workspace_id, room, position) values (${tx.workspaceId}, ${room}, ${revision})
    on conflict (workspace_id, room) do update set position = excluded.position`.execute(tx.db);
}
