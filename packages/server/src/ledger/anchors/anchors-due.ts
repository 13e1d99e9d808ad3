import type { AnchorTarget } from './anchor-targets.store.ts';

const minuteMs = 60_000;
/** The schedule looks every five minutes, so that a target is asked again within the hour. */
const hourlyAfterMs = 55 * minuteMs;
/** Before a confirmation is a day old there is a new one. */
const dailyAfterMs = 22 * 60 * minuteMs;

/**
 * Whether a target is to be asked now. Nobody is asked twice within the hour. A witness and an authority are asked when
 * the log grew by more than receipts; whatever grew, each target hears from us once a day.
 */
export function isDue(target: AnchorTarget, hasGrown: boolean, now: string): boolean {
  if (ageMs(target.claimedAt, now) < hourlyAfterMs) return false;
  const isDaily = ageMs(target.succeededAt, now) >= dailyAfterMs;
  return isDaily || (hasGrown && target.kind !== 'mail');
}

function ageMs(since: string | null, now: string): number {
  return since === null ? Number.POSITIVE_INFINITY : Date.parse(now) - Date.parse(since);
}
