import {
  createScreenKeeper,
  endRunOutExports,
  endRunOutGrants,
  keepKeys,
  recordFailures,
  recordModel,
} from './access/index.ts';
import { recordDigest } from './facts/index.ts';
import { continueImports, readOwnSource, workspacesWithBatches } from './intake/index.ts';
import {
  clearQuietly,
  createGrowthSigner,
  createHeadKeeper,
  keepTiles,
  retireKeys,
  runDueAnchors,
  takesEntries,
} from './ledger/index.ts';
import { describeError, listWorkspaces, type Services, type WorkspaceId } from './platform/index.ts';
import { clearThrownAway } from './sample/index.ts';

/** Between two looks for logs that grew: one query, for all workspaces. */
const signIntervalMs = 100;
const tileIntervalMs = 5_000;
/** Between two looks for what changed about Daybook itself; most find nothing. */
const selfIntervalMs = 5_000;
const followIntervalMs = 15 * 60 * 1_000;
/** Screens whose session ended in another process are closed within seconds. */
const screenIntervalMs = 2_000;
/** Failed sign-ins are written down within a quarter of a minute after their minute is over. */
const failureIntervalMs = 15 * 1_000;
/** Files that wait for a reading of something else, or were left by a restart, go on within seconds. */
const importIntervalMs = 2_000;
/** Exports are gone within the minute in which they run out. */
const exportIntervalMs = 60 * 1_000;
/** What is due is asked within the hour; most turns find nothing due. */
const anchorIntervalMs = 5 * 60 * 1_000;

export type ScheduleOptions = {
  /** A server that people use reads itself; one that a single command started does not. */
  readonly readsItself: boolean;
};

/**
 * What happens by the clock alone: a checkpoint of every log that grew, within a second and once more at the end,
 * remembered in the guard file; Daybook as its own source, when that is due; the tiles that became full; what outsiders are to confirm, within the hour; and every
 * quarter of an hour the checks, since a person's last day passes without any new record, what an erasure could not clear
 * yet, the end of keys that others have followed, and once a day the digest of the facts.
 */
export function startSchedule(services: Services, { readsItself }: ScheduleOptions): AsyncDisposable {
  const keeper = createHeadKeeper(services);
  const growth = createGrowthSigner(services);
  const signing = repeat(services, signIntervalMs, unsigned, async () =>
    keeper.remember(await growth.turn()),
  );
  const following = repeatForAll(services, followIntervalMs, 'the ledger was not followed', async (ids) => {
    for (const id of ids) await clearQuietly(id, services);
    for (const id of ids) await keepRights(id, services);
    for (const id of ids) await follow(id, services);
    await retireKeys(ids, services);
    for (const id of ids) await digest(id, services);
    await clearThrownAway(services);
  });
  const kept = new Map<string, number>();
  const tiling = repeatForAll(services, tileIntervalMs, 'tiles were not kept', (ids) =>
    keepTiles(ids, kept, services),
  );
  const self = repeatForAll(services, selfIntervalMs, 'Daybook did not read itself', async (ids) => {
    for (const id of readsItself ? ids : []) await readItself(id, services);
  });
  const ending = repeatForAll(services, exportIntervalMs, 'exports were not ended', async (ids) => {
    for (const id of ids) await endRunOutExports(id, services);
  });
  const importing = repeat(services, importIntervalMs, 'files that wait were not read', async () => {
    if (!readsItself) return;
    const waiting = await services.database.withSystem('files that wait', workspacesWithBatches);
    for (const id of waiting) await continueImports(id, services);
  });
  const screens = createScreenKeeper(services);
  const closing = repeat(services, screenIntervalMs, 'screens were not closed', () => screens.turn());
  const failures = repeat(services, failureIntervalMs, 'failed sign-ins were not written down', async () => {
    await recordFailures(services);
  });
  const stopping = new AbortController();
  const anchoring = repeatForAll(services, anchorIntervalMs, 'anchors were not run', (ids) =>
    runDueAnchors(ids, services, stopping.signal),
  );
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await anchoring.stop();
      await following.stop();
      await failures.stop();
      await closing.stop();
      await self.stop();
      await importing.stop();
      await ending.stop();
      await tiling.stop();
      await signing.stop();
      await attempt(services, unsigned, async () => keeper.remember(await growth.round()));
    },
  };
}

const unsigned = 'checkpoint was not signed';

/** One workspace that cannot be followed keeps no other one from it. Where the log is forked nothing new can be said. */
async function follow(workspaceId: WorkspaceId, services: Services): Promise<void> {
  try {
    if (!(await services.database.withWorkspace(workspaceId, takesEntries))) return;
    await services.followers.run(workspaceId);
  } catch (error) {
    services.log.error({ workspaceId, error: describeError(error) }, 'the ledger was not followed');
  }
}

/** Which permission model holds, and which grants and keys ran out since: all hold at once, and are written down here. */
export async function keepRights(workspaceId: WorkspaceId, services: Services): Promise<void> {
  try {
    if (!(await services.database.withWorkspace(workspaceId, takesEntries))) return;
    await recordModel(workspaceId, services);
    await endRunOutGrants(workspaceId, services);
    await keepKeys(workspaceId, services);
  } catch (error) {
    services.log.error({ workspaceId, error: describeError(error) }, 'rights were not written down');
  }
}

async function readItself(workspaceId: WorkspaceId, services: Services): Promise<void> {
  try {
    await readOwnSource(workspaceId, services);
  } catch (error) {
    services.log.error({ workspaceId, error: describeError(error) }, 'Daybook did not read itself');
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

/** `repeat` with the workspaces there are. */
function repeatForAll(
  services: Services,
  intervalMs: number,
  failed: string,
  work: (workspaceIds: readonly WorkspaceId[]) => Promise<void>,
): Repeated {
  return repeat(services, intervalMs, failed, async () => {
    const workspaces = await services.database.withSystem('scheduled work', listWorkspaces);
    await work(workspaces.map((workspace) => workspace.id));
  });
}

type Repeated = { stop(): Promise<void> };

/** Never overlaps itself: the interval begins when a turn has ended. A failure is logged and the next turn tries again. */
function repeat(services: Services, intervalMs: number, failed: string, work: () => Promise<void>): Repeated {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const turn = () => {
    running = attempt(services, failed, work).finally(() => {
      if (!isStopped) timer = setTimeout(turn, intervalMs);
    });
  };
  let timer = setTimeout(turn, intervalMs);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function attempt(services: Services, failed: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    services.log.error({ error: describeError(error) }, failed);
  }
}
