import { provenStates, type Removal } from '../removals/removal.ts';

/**
 * How a removal stands against its day, by the rule the checks judge by: it went between the last complete list that held it
 * and the first without it, so only where both lie on the same side of its day is anything certain. `proven` and `late` are;
 * `open` is everything nobody knows yet, and what two people let stay in time.
 */
export function proofOf(removal: Removal, now: string): 'proven' | 'late' | 'open' {
  const { state, dueAt, lastSeenAt, firstAbsentAt } = removal;
  if (provenStates.includes(state)) {
    if (firstAbsentAt === null || firstAbsentAt <= dueAt) return 'proven';
    return lastSeenAt !== null && lastSeenAt > dueAt ? 'late' : 'open';
  }
  if (state === 'withdrawn' || state === 'approved-again') return 'open';
  if (state === 'attested') return isWordInTime(removal, now) ? 'proven' : 'open';
  if (state === 'excepted' && isExcepted(removal, now)) return 'open';
  return lastSeenAt !== null && lastSeenAt >= dueAt && now >= dueAt ? 'late' : 'open';
}

/** Two people said so before its day, and their word still holds. */
function isWordInTime({ confirmedAt, attestedUntil, dueAt }: Removal, now: string): boolean {
  return confirmedAt !== null && confirmedAt <= dueAt && attestedUntil !== null && attestedUntil > now;
}

/** What was asked for only after its day excuses nothing. */
function isExcepted({ exceptedAt, exceptedUntil, dueAt }: Removal, now: string): boolean {
  return exceptedAt !== null && exceptedAt <= dueAt && exceptedUntil !== null && exceptedUntil > now;
}
