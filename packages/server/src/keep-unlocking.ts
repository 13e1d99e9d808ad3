import type { Installation } from './open-installation.ts';
import { describeError, type Log, Refusal } from './platform/index.ts';

const intervalMs = 5_000;

export type Unlocking = AsyncDisposable & {
  /** Null once the master key was had. */
  readonly lockedBecause: string | null;
};

/**
 * Where the server started locked: asks for the master key again and again, and goes on with `work` once it was had. What
 * the first release kept elsewhere is brought over at the next start.
 */
export function keepUnlocking(
  { locked, unlock }: Pick<Installation, 'locked' | 'unlock'>,
  log: Log,
  work: () => Promise<void>,
): Unlocking {
  let why = locked;
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();
  const attempt = async () => {
    try {
      await unlock();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      why = error;
      return;
    }
    why = null;
    log.info({}, 'the master key was had; the server is unlocked');
    await work();
  };
  const next = () => {
    turn = attempt()
      .catch((error: unknown) => log.error({ error: describeError(error) }, 'the server was not unlocked'))
      .then(() => {
        if (why !== null && !isStopped) timer = setTimeout(next, intervalMs);
      });
  };
  let timer = setTimeout(next, why === null ? 0 : intervalMs);
  if (why === null) clearTimeout(timer);
  return {
    get lockedBecause() {
      return why?.message ?? null;
    },
    [Symbol.asyncDispose]: async () => {
      isStopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
