import { describeError, type Services, type WorkspaceId } from '../../platform/index.ts';
import { destroyRetiredSeeds } from './log-keys.store.ts';

/** Destroys the seeds of keys whose overlap is over; called by the clock. Safe to repeat and to stop halfway. */
export async function retireKeys(
  workspaceIds: Iterable<WorkspaceId>,
  services: Pick<Services, 'database' | 'clock' | 'log'>,
): Promise<void> {
  for (const workspaceId of workspaceIds) {
    try {
      const now = services.clock.now();
      const count = await services.database.withWorkspace(workspaceId, (tx) => destroyRetiredSeeds(tx, now));
      if (count > 0) services.log.info({ workspaceId, count }, 'retired keys of the log were destroyed');
    } catch (error) {
      services.log.error({ workspaceId, error: describeError(error) }, 'retired keys were not destroyed');
    }
  }
}
