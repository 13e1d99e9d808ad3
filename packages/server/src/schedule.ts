import { runDueAnchors, signCheckpoints } from './ledger/index.ts';
import { describeError, listWorkspaces, type Services, type WorkspaceId } from './platform/index.ts';

const signIntervalMs = 1_000;
const followIntervalMs = 15 * 60 * 1_000;
/** What is due is asked within the hour; most turns find nothing due. */
const anchorIntervalMs = 5 * 60 * 1_000;

/**
 * What happens by the clock alone: a checkpoint of every log that grew, at most once a second and once more at the end;
 * what outsiders are to confirm, within the hour; and every quarter of an hour the checks, since a person's last day passes without any new record.
 */
export function startSchedule(services: Services): AsyncDisposable {
  const signing = repeat(services, signIntervalMs, 'checkpoint was not signed', (ids) =>
    signCheckpoints(ids, services),
  );
  const following = repeat(services, followIntervalMs, 'the ledger was not followed', async (ids) => {
    for (const id of ids) await services.followers.run(id);
  });
  const stopping = new AbortController();
  const anchoring = repeat(services, anchorIntervalMs, 'anchors were not run', (ids) =>
    runDueAnchors(ids, services, stopping.signal),
  );
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await anchoring.stop();
      await following.stop();
      await signing.stop();
      await signing.once();
    },
  };
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
