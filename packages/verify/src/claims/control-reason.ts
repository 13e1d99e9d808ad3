import type { FindingCounts, Verdict } from '@daybook/kit';

/** One plain sentence with N, for people who read the package without Daybook. */
export function controlReason(verdict: Verdict, counts: FindingCounts, items: number): string {
  if (items === 0) return emptyReason(verdict);
  const parts = [
    counts.fail > 0 ? `${counts.fail} of ${items} items fail` : `none of ${items} items fails`,
    ...(counts.unknown > 0 ? [`${counts.unknown} cannot be judged`] : []),
    ...(counts.notApplicable > 0 ? [`${counts.notApplicable} do not apply`] : []),
    `${counts.pass} pass`,
  ];
  return parts.join(', ');
}

function emptyReason(verdict: Verdict): string {
  return verdict === 'not-observable'
    ? 'the list of items is not complete, and none of it falls in the window'
    : 'no item falls in the window';
}
