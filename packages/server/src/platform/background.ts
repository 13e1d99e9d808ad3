import type { Log } from './log.ts';

/** Work that outlives its request. Everything it does may be repeated or stop halfway without harm. */
export interface Background {
  /** Starts `work` after the current turn; `key` names it for cancellation. A failure is logged, never thrown. */
  run(key: string, work: (signal: AbortSignal) => Promise<void>): void;
  /** Asks running work to stop; true when there was any. */
  cancel(key: string): boolean;
  /** Resolves when all work that runs now has ended. */
  settled(): Promise<void>;
  /** Cancels everything and waits for it. */
  close(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();
  const settled = async () => {
    while (running.size > 0) await Promise.all([...running.values()].map((item) => item.done));
  };
  return {
    run: (key, work) => {
      const controller = new AbortController();
      const done = Promise.resolve()
        .then(() => work(controller.signal))
        .catch((error: unknown) =>
          log.error({ work: key, error: describeError(error) }, 'background work failed'),
        )
        .finally(() => running.delete(key));
      running.set(key, { controller, done });
    },
    cancel: (key) => {
      const item = running.get(key);
      item?.controller.abort();
      return item !== undefined;
    },
    settled,
    close: async () => {
      for (const item of running.values()) item.controller.abort();
      await settled();
    },
  };
}

/** The error's own words and place, and those of what caused it; our errors carry no contents. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${describeError(error.cause)}`;
}
