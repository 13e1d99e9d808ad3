import { recordDigest } from './facts/index.ts';
import {
  createHeadKeeper,
  keepTiles,
  retireKeys,
  runDueAnchors,
  signCheckpoints,
  takesEntries,
} from './ledger/index.ts';
import { describeError, listWorkspaces, type Services, type WorkspaceId } from './platform/index.ts';

/** A little under a second: with the signing itself, whatever is acknowledged is covered within one. */
const signIntervalMs = 900;
const tileIntervalMs = 5_000;
const followIntervalMs = 15 * 60 * 1_000;
/** What is due is asked within the hour; most turns find nothing due. */
const anchorIntervalMs = 5 * 60 * 1_000;

/**
 * What happens by the clock alone: a checkpoint of every log that grew, about once a second and once more at the end,
 * remembered in the guard file; the tiles that became full; what outsiders are to confirm, within the hour; and every
 * quarter of an hour the checks, since a person's last day passes without any new record, the end of keys that others
 * have followed, and once a day the digest of the facts.
 */
export function startSchedule(services: Services): AsyncDisposable {
  const keeper = createHeadKeeper(services);
  const signing = repeat(services, signIntervalMs, 'checkpoint was not signed', async (ids) =>
    keeper.remember(await signCheckpoints(ids, services)),
  );
  const following = repeat(services, followIntervalMs, 'the ledger was not followed', async (ids) => {
    for (const id of ids) await follow(id, services);
    await retireKeys(ids, services);
    for (const id of ids) await digest(id, services);
  });
  const kept = new Map<string, number>();
  const tiling = repeat(services, tileIntervalMs, 'tiles were not kept', (ids) =>
    keepTiles(ids, kept, services),
  );
  const stopping = new AbortController();
  const anchoring = repeat(services, anchorIntervalMs, 'anchors were not run', (ids) =>
    runDueAnchors(ids, services, stopping.signal),
  );
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await anchoring.stop();
      await following.stop();
      await tiling.stop();
      await signing.stop();
      await signing.once();
    },
  };
}

/** One workspace that cannot be followed keeps no other one from it. Where the log is forked nothing new can be said. */
async function follow(workspaceId: WorkspaceId, services: Services): Promise<void> {
  try {
    if (!(await services.database.withWorkspace(workspaceId, takesEntries))) return;
    await services.followers.run(workspaceId);
  } catch (error) {
    services.log.error({ workspaceId, error: describeError(error) }, 'the ledger was not followed');
  }
}

/** The first turn of a day in which the ledger grew writes its digest; the others find it there. */
async function digest(workspaceId: WorkspaceId, services: Services): Promise<void> {
  try {
    if (!(await services.database.withWorkspace(workspaceId, takesEntries))) return;
    await recordDigest(workspaceId, services);
  } catch (error) {
    services.log.error({ workspaceId, error: describeError(error) }, 'the digest of the day was not written');
  }
}

/** Never overlaps itself; a failure is logged and the next turn tries again. */
function repeat(
  services: Services,
  intervalMs: number,
  failed: string,
  work: (workspaceIds: readonly WorkspaceId[]) => Promise<void>,
): { once(): Promise<void>; stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const once = async () => {
    try {
      const workspaces = await services.database.withSystem('scheduled work', listWorkspaces);
      await work(workspaces.map((workspace) => workspace.id));
    } catch (error) {
      services.log.error({ error: describeError(error) }, failed);
    }
  };
  const timer = setInterval(() => {
    running = running.then(once);
  }, intervalMs);
  return {
    once,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
