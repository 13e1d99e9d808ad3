import { signCheckpoints } from './ledger/index.ts';
import { describeError, listWorkspaces, type Services } from './platform/index.ts';

const intervalMs = 1_000;

/** Signs a checkpoint of every log that grew, at most once a second, and once more when it is closed. */
export function scheduleCheckpoints(services: Services): AsyncDisposable {
  let running: Promise<void> = Promise.resolve();
  const sign = async () => {
    const workspaces = await services.database.withSystem('sign checkpoints', listWorkspaces);
    const ids = workspaces.map((workspace) => workspace.id);
    await signCheckpoints(ids, services);
  };
  const timer = setInterval(() => {
    running = running.then(sign).catch((error: unknown) => {
      services.log.error({ error: describeError(error) }, 'checkpoint was not signed');
    });
  }, intervalMs);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await running;
      await sign().catch(() => undefined);
    },
  };
}
