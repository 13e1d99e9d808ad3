/** Longer than this nobody looks at one line; they were elsewhere. */
const secondsMax = 600;

/**
 * What a reviewer says they looked at each item, held against the server's clock: together no longer than the time since they
 * last began or handed in, and none longer than ten minutes. Where more is claimed all shrink alike; without a beginning
 * nothing was measured.
 */
export function boundedSeconds(
  shownMs: readonly number[],
  elapsedMs: number | null,
): readonly (number | null)[] {
  if (elapsedMs === null) return shownMs.map(() => null);
  const claimed = shownMs.map((ms) => Math.min(Math.max(ms, 0) / 1_000, secondsMax));
  const sum = claimed.reduce((whole, seconds) => whole + seconds, 0);
  const elapsed = Math.max(elapsedMs, 0) / 1_000;
  const share = sum > elapsed ? elapsed / sum : 1;
  return claimed.map((seconds) => Math.round(seconds * share * 1_000) / 1_000);
}
