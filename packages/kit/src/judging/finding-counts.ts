import type { Outcome } from '../check.ts';

/** How many items of a population have each outcome; their sum is N. */
export type FindingCounts = {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notApplicable: number;
};

export const noFindings: FindingCounts = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };

const countOfOutcome = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'unknown',
  'not-applicable': 'notApplicable',
} as const satisfies Record<Outcome, keyof FindingCounts>;

export function countOutcome(counts: FindingCounts, outcome: Outcome, items = 1): FindingCounts {
  const name = countOfOutcome[outcome];
  return { ...counts, [name]: counts[name] + items };
}

export function addCounts(first: FindingCounts, second: FindingCounts): FindingCounts {
  return {
    pass: first.pass + second.pass,
    fail: first.fail + second.fail,
    unknown: first.unknown + second.unknown,
    notApplicable: first.notApplicable + second.notApplicable,
  };
}

/** Counts as they may be shown: what is not wholly seen never passes, so its passes count as unknown. */
export function countsWithCompleteness(counts: FindingCounts, isComplete: boolean): FindingCounts {
  if (isComplete) return counts;
  return { ...counts, pass: 0, unknown: counts.unknown + counts.pass };
}
