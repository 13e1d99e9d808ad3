import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type LinkCursor = {
  readonly factPosition: number;
  readonly identityPosition: number;
  readonly revision: number;
  readonly rules: number;
};

/** Taken first in every transaction that changes links, so that they change one after another. */
export async function lockLinkCursor(tx: Tx): Promise<LinkCursor> {
  await sql`insert into link_cursor (workspace_id) values (${tx.workspaceId}) on conflict do nothing`.execute(
    tx.db,
  );
  const { rows } = await sql<LinkCursor>`
    select fact_position as "factPosition", identity_position as "identityPosition", revision, rules
    from link_cursor where workspace_id = ${tx.workspaceId} for update`.execute(tx.db);
  const [cursor] = rows;
  if (cursor === undefined) throw new Error('the cursor of the links vanished');
  return cursor;
}

export async function moveLinkCursor(tx: Tx, cursor: LinkCursor): Promise<void> {
  await sql`
    update link_cursor set fact_position = ${cursor.factPosition}, identity_position = ${cursor.identityPosition},
      revision = ${cursor.revision}, rules = ${cursor.rules}
    where workspace_id = ${tx.workspaceId}`.execute(tx.db);
}
