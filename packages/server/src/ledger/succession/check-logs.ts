import {
  describeError,
  listWorkspaces,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { compareWithWitnesses } from '../anchors/compare-with-witnesses.ts';
import { newestLog, readHead } from '../logs.store.ts';
import { checkLog } from './check-log.ts';
import { readGuard } from './guard-file.ts';

/** A log that was found forked, and everything that stays readable says so. */
export type ForkedLog = { readonly workspace: string; readonly origin: string };

type CheckServices = Pick<Services, 'database' | 'clock' | 'log' | 'settings'>;

/**
 * The check at every start, before anything is written: each workspace's newest log against what is known of it, here and
 * by its witnesses. Answers the logs that take no entry now, those marked before included. A guard that cannot be read is
 * logged, and is no reason not to start.
 */
export async function checkLogs(services: CheckServices): Promise<readonly ForkedLog[]> {
  const { database, log, settings } = services;
  const guard = await readGuard(settings.keyDir);
  if (guard.state === 'damaged') log.error({}, 'the guard file is damaged: no rollback can be seen from it');
  const workspaces = await database.withSystem('check the logs', listWorkspaces);
  const ids = workspaces.map(({ id }) => id);
  // A witness that is slow to answer holds up the start once, not once for each workspace.
  await Promise.all([compareWithWitnesses(ids, services), checkEach(ids, services)]);
  const forked: ForkedLog[] = [];
  for (const { id, slug } of workspaces) {
    const origin = await database.withWorkspace(id, forkedOrigin);
    if (origin !== null) forked.push({ workspace: slug, origin });
  }
  return forked;
}

async function checkEach(ids: readonly WorkspaceId[], services: CheckServices): Promise<void> {
  for (const id of ids) {
    try {
      await checkLog(id, services);
    } catch (error) {
      services.log.error({ workspaceId: id, error: describeError(error) }, 'the log could not be checked');
      throw error;
    }
  }
}

async function forkedOrigin(tx: Tx): Promise<string | null> {
  const newest = await newestLog(tx);
  if (newest === null) return null;
  return (await readHead(tx, newest.id)).forkedAt === null ? null : newest.origin;
}
