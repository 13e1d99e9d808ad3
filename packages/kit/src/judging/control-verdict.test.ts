import { describe, expect, it } from 'vitest';
import { controlVerdict } from './control-verdict.ts';
import { addCounts, countOutcome, countsWithCompleteness, noFindings } from './finding-counts.ts';

const whole = { hasPopulation: true, populationIsComplete: true };

describe('the verdict of a control', () => {
  it.each([
    [
      'no source ever listed anything',
      { pass: 0 },
      { hasPopulation: false, populationIsComplete: false },
      'not-tested',
    ],
    ['the whole list is empty', {}, whole, 'not-tested'],
    ['it applies to nothing on the whole list', { notApplicable: 9 }, whole, 'not-tested'],
    ['all pass', { pass: 5, notApplicable: 2 }, whole, 'effective'],
    ['one of many fails', { pass: 999, fail: 1 }, whole, 'not-effective'],
    ['one is unknown', { pass: 999, unknown: 1 }, whole, 'not-observable'],
    ['one fails and others are unknown', { fail: 1, unknown: 7 }, whole, 'not-effective'],
    ['the list is not whole', { unknown: 5 }, { ...whole, populationIsComplete: false }, 'not-observable'],
    ['the list is empty but not whole', {}, { ...whole, populationIsComplete: false }, 'not-observable'],
    [
      'one fails on a list that is not whole',
      { fail: 1 },
      { ...whole, populationIsComplete: false },
      'not-effective',
    ],
  ] as const)('when %s', (_when, counts, rest, verdict) => {
    expect(controlVerdict({ counts: { ...noFindings, ...counts }, ...rest })).toBe(verdict);
  });
});

describe('counts', () => {
  it('add up by outcome', () => {
    const counts = countOutcome(countOutcome(noFindings, 'not-applicable'), 'fail', 3);

    expect(addCounts(counts, { pass: 1, fail: 1, unknown: 1, notApplicable: 1 })).toEqual({
      pass: 1,
      fail: 4,
      unknown: 1,
      notApplicable: 2,
    });
  });

  it('show no pass on a list that is not whole, and the same N', () => {
    const own = { pass: 7, fail: 1, unknown: 2, notApplicable: 3 };

    expect(countsWithCompleteness(own, false)).toEqual({ pass: 0, fail: 1, unknown: 9, notApplicable: 3 });
    expect(countsWithCompleteness(own, true)).toEqual(own);
  });
});
