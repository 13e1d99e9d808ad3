import type { RemovalMark } from '../removals/removals.store.ts';
import type { LeaverRun } from './leaver-run.ts';
import { hoursBetween, type RunLists, runClock } from './run-clock.ts';

/** Hours from leaving to verified zero access, over everyone who left in a window: a census, each by its upper bound. */
export type LeaverFigures = {
  /** Runs proven in full: what the hours are of. */
  readonly n: number;
  readonly medianHours: number | null;
  readonly p90Hours: number | null;
  /** The same by the lower bounds: no access ended sooner than that. */
  readonly medianHoursLeast: number | null;
  readonly open: number;
  /** Open runs with something past its time. */
  readonly late: number;
  /** Open runs of which something is on a list that is not whole, or may be on one that was never whole since. */
  readonly notObservable: number;
  readonly attested: number;
  readonly excepted: number;
  readonly nothingFound: number;
  /** Runs with something used after it should have gone. */
  readonly usedAfter: number;
  readonly oldestOpenHours: number | null;
};

type Counted = {
  readonly run: LeaverRun;
  readonly removals: readonly RemovalMark[];
  readonly lists: RunLists;
};

export function leaverFigures(runs: readonly Counted[], now: string): LeaverFigures {
  const clocks = runs.map(({ run, removals, lists }) => ({
    ...{ run, removals },
    ...runClock(run.effectiveAt, removals, lists),
  }));
  const count = (standing: string) => clocks.filter((one) => one.standing === standing).length;
  const proven = clocks.filter((one) => one.standing === 'proven');
  const upper = proven.map(({ run, upperAt }) => hoursBetween(run.effectiveAt, upperAt ?? run.effectiveAt));
  const lower = proven.map(({ run, lowerAt }) => hoursBetween(run.effectiveAt, lowerAt ?? run.effectiveAt));
  const open = clocks.filter(({ standing }) => standing === 'open' || standing === 'not-observable');
  const has = (removals: readonly RemovalMark[], fits: (removal: RemovalMark) => boolean) =>
    removals.some((one) => one.state === 'open' && fits(one));
  const waited = open.map(({ run }) => hoursBetween(run.effectiveAt, now));
  return {
    n: proven.length,
    medianHours: nearestRank(upper, 0.5),
    p90Hours: nearestRank(upper, 0.9),
    medianHoursLeast: nearestRank(lower, 0.5),
    open: open.length,
    late: open.filter(({ removals }) => has(removals, ({ dueAt }) => dueAt < now)).length,
    notObservable: open.filter(
      ({ standing, removals }) =>
        standing === 'not-observable' || has(removals, ({ isObservable }) => !isObservable),
    ).length,
    attested: count('attested'),
    excepted: count('excepted'),
    nothingFound: count('nothing-found'),
    usedAfter: clocks.filter(({ removals }) => removals.some(({ usedAfterAt }) => usedAfterAt !== null))
      .length,
    oldestOpenHours: waited.length === 0 ? null : Math.max(...waited),
  };
}

/** The smallest value that at least this share of them does not exceed; a value that occurred, never one between. */
export function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
