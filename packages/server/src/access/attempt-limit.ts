import { type Clock, refuse } from '../platform/index.ts';

/** Counts tries per key in fixed windows of one minute, in this process; bounded, the oldest windows are forgotten first. */
export interface AttemptLimit {
  /** Counts one try; refuses with `rate-limited` once the key had `triesMax` in its window. No hashing, no query. */
  take(key: string, triesMax: number, clock: Clock): void;
  /** Forgets a key, after a try that succeeded. */
  clear(key: string): void;
}

const windowMs = 60_000;
const keysMax = 10_000;

export function createAttemptLimit(): AttemptLimit {
  const windows = new Map<string, { readonly endsAtMs: number; readonly tries: number }>();
  return {
    take: (key, triesMax, clock) => {
      const nowMs = Date.parse(clock.now());
      const open = windows.get(key);
      const isOpen = open !== undefined && nowMs < open.endsAtMs;
      if (isOpen && open.tries >= triesMax) refuse('rate-limited');
      const next = isOpen ? { ...open, tries: open.tries + 1 } : { endsAtMs: nowMs + windowMs, tries: 1 };
      windows.delete(key);
      windows.set(key, next);
      const oldest = windows.keys().next();
      if (windows.size > keysMax && !oldest.done) windows.delete(oldest.value);
    },
    clear: (key) => {
      windows.delete(key);
    },
  };
}
