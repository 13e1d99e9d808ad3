import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Services, WorkspaceId } from '../platform/index.ts';
import { uploadsFolder } from './uploaded-once.ts';

/** Asks every reading of a workspace to stop; true while one still runs. */
export async function stopPulls(
  workspaceId: WorkspaceId,
  { background, database }: Pick<Services, 'background' | 'database'>,
): Promise<boolean> {
  const { rows } = await database.withWorkspace(workspaceId, (tx) =>
    sql<{ readonly id: string }>`
      select pull_id as id from pull where workspace_id = ${workspaceId} and state = 'running'`.execute(
      tx.db,
    ),
  );
  for (const { id } of rows) background.cancel(id);
  return rows.length > 0;
}

/** Deletes every file that was handed over in a workspace. */
export async function removeUploadsOf(
  workspaceId: WorkspaceId,
  { settings }: Pick<Services, 'settings'>,
): Promise<void> {
  await rm(join(uploadsFolder(settings), workspaceId), { recursive: true, force: true });
}
