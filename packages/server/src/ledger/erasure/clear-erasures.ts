import { describeError, listWorkspaces, type Services, type WorkspaceId } from '../../platform/index.ts';
import { listUncleared, markCleared } from './erasures.store.ts';
import { forgetReturned } from './forget-returned.ts';
import { reapplyErasures } from './reapply-erasures.ts';

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
  const tables = erasureParts.all.flatMap((part) => part.tables ?? []);
  await storage.forgetWritten([...new Set([...tellingTables, ...tables])]);
  await database.withWorkspace(workspaceId, (tx) => markCleared(tx, ids, clock.now()));
}

/** The approval stands from its commit on. What cannot be cleared now is told with the erasure, and tried again. */
export async function clearQuietly(workspaceId: WorkspaceId, services: Services): Promise<void> {
  try {
    await clearErasures(workspaceId, services);
  } catch (error) {
    services.log.error(
      { workspaceId, error: describeError(error) },
      'an erasure was not cleared from all files',
    );
  }
}

/**
 * For the start, before anything is served: erasures that the log tells of and a restored state does not know are applied
 * again, and those approved before the process died are finished. `isLocked`: without the master key only what needs none.
 */
export async function finishErasures(services: Services, isLocked = false): Promise<void> {
  const { database, dataKeys } = services;
  const workspaces = await database.withSystem('finish erasures', listWorkspaces);
  for (const { id } of workspaces) {
    if (!isLocked) await database.withWorkspace(id, (tx) => reapplyErasures(tx, services));
    await database.withWorkspace(id, (tx) => forgetReturned(tx, services));
    await clearErasures(id, services);
  }
  await dataKeys.settle();
}
