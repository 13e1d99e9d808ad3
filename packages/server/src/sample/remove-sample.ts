import { stopPulls } from '../intake/index.ts';
import {
  listThrownAway,
  readWorkspace,
  refuse,
  type Services,
  throwWorkspaceAway,
  type WorkspaceId,
} from '../platform/index.ts';
import { clearSample } from './clear-sample.ts';
import { fillingKey } from './start-sample.ts';

const waitMs = 50;
const waitMaxMs = 60_000;
/** So long the schedule looks after what was thrown away, should this process have ended halfway. */
const lookedAfterMs = 7 * 24 * 3_600_000;

/**
 * Throws a workspace of made-up data away: nobody finds it any more and no schedule looks at it. Its work stops, and as soon
 * as it has, what it holds is deleted in the background. Refuses any other workspace with `not-found`.
 */
export async function removeSample(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withSystem('throw a sample away', async (tx) => {
    if (!(await readWorkspace(tx, workspaceId)).isSample) refuse('not-found');
    await throwWorkspaceAway(tx, workspaceId, services.clock.now());
  });
  services.background.cancel(fillingKey(workspaceId));
  services.background.run(`clear sample ${workspaceId}`, async (signal) => {
    for (let waitedMs = 0; waitedMs < waitMaxMs && !signal.aborted; waitedMs += waitMs) {
      if (!(await stopPulls(workspaceId, services))) break;
      await services.clock.sleep(waitMs);
    }
    await clearSample(workspaceId, services);
  });
}

/** What was thrown away lately is cleared once more: a reading that had not stopped yet may have left something. */
export async function clearThrownAway(services: Services): Promise<void> {
  const since = new Date(Date.parse(services.clock.now()) - lookedAfterMs).toISOString();
  const thrown = await services.database.withSystem('clear samples', (tx) => listThrownAway(tx, since));
  for (const id of thrown) await clearSample(id, services);
}
