import { findConnection } from '../connections/index.ts';
import { takesEntries } from '../ledger/index.ts';
import { listWorkspaces, type Services, systemActor, type WorkspaceId } from '../platform/index.ts';
import { writeClosing } from './close-pull.ts';
import { clearStaging } from './pull-items.store.ts';
import { listSilentPulls, type StoredPull } from './pulls.store.ts';

/** A pull of another process counts as dead after so long without a sign. */
const silenceMaxMs = 120_000;

/**
 * Ends pulls whose process died, each with one `pull.abandoned`. On an embedded database every pull that still runs at
 * the start is dead; on a shared one only those that fell silent. Where the log takes no entry they are left as they are.
 */
export async function recoverPulls(services: Services, isOnlyProcess: boolean): Promise<void> {
  const now = services.clock.now();
  const before = isOnlyProcess
    ? '9999-12-31T00:00:00.000Z'
    : new Date(Date.parse(now) - silenceMaxMs).toISOString();
  const workspaces = await services.database.withSystem('recover pulls', listWorkspaces);
  for (const workspace of workspaces) {
    const silent = await services.database.withWorkspace(workspace.id, async (tx) =>
      (await takesEntries(tx)) ? listSilentPulls(tx, before) : [],
    );
    for (const pull of silent) await abandonPull(workspace.id, pull, services);
  }
}

async function abandonPull(workspaceId: WorkspaceId, pull: StoredPull, services: Services): Promise<void> {
  const error = {
    code: 'abandoned',
    message: 'Daybook stopped while it read the source; nothing of this reading was taken over',
    hint: 'read the source again',
  };
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const connection = await findConnection(tx, pull.connection);
    if (connection === null) return;
    await clearStaging(tx, pull.id);
    const context = {
      workspaceId,
      pullId: pull.id,
      connection,
      connector: { id: connection.connector },
      actor: systemActor,
      startedAt: pull.startedAt,
      services,
    };
    await writeClosing(tx, 'abandoned', { populations: [], error }, context);
  });
}
