import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** `position`: the entry that says so. */
export type ToldModel = { readonly version: string; readonly position: number };

/** The version of the permission model this workspace was told of last; null before the first. */
export async function readModelVersion(tx: Tx): Promise<ToldModel | null> {
  const { rows } = await sql<ToldModel>`
    select version, position from permission_model where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function writeModelVersion(tx: Tx, version: string, position: number): Promise<void> {
  await sql`
    insert into permission_model (workspace_id, version, position) values (${tx.workspaceId}, ${version}, ${position})
    on conflict (workspace_id) do update set version = excluded.version, position = excluded.position`.execute(
    tx.db,
  );
}
