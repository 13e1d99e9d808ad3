import { listWorkspaces, type Services, type WorkspaceId } from '../../platform/index.ts';
import { listUncleared, markCleared } from './erasures.store.ts';

/** Tables whose former rows may tell what was erased: values of records, words of findings, what pulls staged. */
const tellingTables = ['fact', 'finding', 'pull_item', 'pull_identity', 'subject_identity', 'data_key'];

/**
 * Clears what lies around the tables after approved erasures: keys in files, packages and uploads, and the database's own
 * files and WAL. Safe to repeat; what a crash interrupted is done at the next start.
 */
export async function clearErasures(workspaceId: WorkspaceId, services: Services): Promise<void> {
  const { database, dataKeys, erasureParts, storage, clock } = services;
  const ids = await database.withWorkspace(workspaceId, listUncleared);
  if (ids.length === 0) return;
  await dataKeys.settle();
  for (const part of erasureParts.all) await part.afterwards?.(workspaceId);
  await storage.forgetWritten(tellingTables);
  await database.withWorkspace(workspaceId, (tx) => markCleared(tx, ids, clock.now()));
}

/** For the start: finishes erasures that were approved before the process died. */
export async function finishErasures(services: Services): Promise<void> {
  const workspaces = await services.database.withSystem('finish erasures', listWorkspaces);
  for (const { id } of workspaces) await clearErasures(id, services);
}
