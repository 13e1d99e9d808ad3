import type { FindingCounts } from './finding-counts.ts';

export const verdicts = [
  'effective',
  'effective-with-deviations',
  'not-effective',
  'not-tested',
  'not-observable',
  'too-early',
] as const;
export type Verdict = (typeof verdicts)[number];

export type VerdictInput = {
  readonly counts: FindingCounts;
  /** All populations of the control's items are whole and fresh. */
  readonly populationIsComplete: boolean;
  /** A source has ever listed items of this kind. */
  readonly hasPopulation: boolean;
};

/** What can be said of a control now. A known failure outweighs an incomplete list; nothing to look at is no success. */
export function controlVerdict({ counts, populationIsComplete, hasPopulation }: VerdictInput): Verdict {
  if (!hasPopulation) return 'not-tested';
  if (counts.fail > 0) return 'not-effective';
  if (!populationIsComplete || counts.unknown > 0) return 'not-observable';
  return counts.pass === 0 ? 'not-tested' : 'effective';
}
