import { provenStates, type Removal } from '../removals/removal.ts';

/** How far a run is from nothing left, and since when. */
export type RunClock = {
  /**
   * `proven`: all of it is absent from complete lists, and every list was whole since. `not-observable`: nothing found is open,
   * but some list was never whole since. `attested`: some of it by people's word. `excepted`: some may stay.
   */
  readonly standing: 'open' | 'not-observable' | 'proven' | 'attested' | 'excepted' | 'nothing-found';
  /** The last complete list in which something of theirs still was, not before they left; null where none tells. */
  readonly lowerAt: string | null;
  /** When the last of it was first seen absent, and the last list was whole; null while that is not proven of all of it. */
  readonly upperAt: string | null;
};

/** What could show something of theirs since they left. */
export type RunLists = {
  /** Systems of which no whole list was had since, by name: nobody knows what of theirs is there. */
  readonly unseen: readonly string[];
  /** Systems of which only two people said since who has access. */
  readonly byWord: readonly string[];
  /** When the last of the lists there were before was whole for the first time since; null where there were none. */
  readonly wholeAt: string | null;
};

/** From the time it takes effect to verified zero access: access ended somewhere between the two bounds. */
export function runClock(
  effectiveAt: string,
  removals: readonly Pick<Removal, 'state' | 'lastSeenAt' | 'firstAbsentAt'>[],
  lists: RunLists,
): RunClock {
  const counted = removals.filter(({ state }) => state !== 'withdrawn' && state !== 'approved-again');
  if (counted.length === 0) return { standing: 'nothing-found', lowerAt: null, upperAt: null };
  const proven = counted.filter(({ state }) => provenStates.includes(state));
  const notBefore = (at: string) => (at < effectiveAt ? effectiveAt : at);
  const seen = counted.map(({ lastSeenAt }) => lastSeenAt).filter((at) => at !== null);
  const lowerAt = seen.length === 0 ? null : notBefore(seen.reduce((last, at) => (at > last ? at : last)));
  const standing = standingOf(
    counted.map(({ state }) => state),
    lists,
  );
  if (standing !== 'proven') return { standing, lowerAt, upperAt: null };
  const absent = [...proven.map(({ firstAbsentAt }) => firstAbsentAt ?? ''), lists.wholeAt ?? ''];
  return { standing, lowerAt, upperAt: notBefore(absent.reduce((last, at) => (at > last ? at : last))) };
}

function standingOf(states: readonly Removal['state'][], { unseen, byWord }: RunLists): RunClock['standing'] {
  if (states.includes('open')) return 'open';
  if (unseen.length > 0) return 'not-observable';
  if (states.includes('excepted')) return 'excepted';
  return states.includes('attested') || byWord.length > 0 ? 'attested' : 'proven';
}

const hourMs = 3_600_000;

/** Hours between two instants, never less than none. */
export function hoursBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / hourMs);
}
