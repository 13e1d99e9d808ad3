import { setTimeout as delay } from 'node:timers/promises';

/** Time as the rest of the server sees it: UTC instants with milliseconds, `2026-03-01T12:00:00.123Z`. */
export type Clock = {
  now(): string;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1), for the jitter of repeated tries. */
  jitter(): number;
};

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  sleep: (delayMs, signal) => delay(delayMs, undefined, signal && { signal }),
  jitter: () => Math.random(),
};
