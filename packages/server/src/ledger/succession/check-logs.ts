import { describeError, listWorkspaces, type Services } from '../../platform/index.ts';
import { compareWithWitnesses } from '../anchors/compare-with-witnesses.ts';
import { newestLog, readHead } from '../logs.store.ts';
import { checkLog } from './check-log.ts';
import { readGuard } from './guard-file.ts';

/** A log that was found forked, and everything that stays readable says so. */
export type ForkedLog = { readonly workspace: string; readonly origin: string };

/**
 * The check at every start, before anything is written: each workspace's newest log against what is known of it,
 * here and by its witnesses. Answers the logs that take no entry now, those marked before included. A guard that cannot be read is logged, and is no reason
 * not to start.
 */
export async function checkLogs(
  services: Pick<Services, 'database' | 'clock' | 'log' | 'settings'>,
): Promise<readonly ForkedLog[]> {
  const { database, log, settings } = services;
  const guard = await readGuard(settings.keyDir);
  if (guard.state === 'damaged') log.error({}, 'the guard file is damaged: no rollback can be seen from it');
  const forked: ForkedLog[] = [];
  for (const workspace of await database.withSystem('check the logs', listWorkspaces)) {
    try {
      await checkLog(workspace.id, services);
      await compareWithWitnesses([workspace.id], services);
      const origin = await database.withWorkspace(workspace.id, async (tx) => {
        const newest = await newestLog(tx);
        return newest !== null && (await readHead(tx, newest.id)).forkedAt !== null ? newest.origin : null;
      });
      if (origin !== null) forked.push({ workspace: workspace.slug, origin });
    } catch (error) {
      log.error({ workspaceId: workspace.id, error: describeError(error) }, 'the log could not be checked');
      throw error;
    }
  }
  return forked;
}
