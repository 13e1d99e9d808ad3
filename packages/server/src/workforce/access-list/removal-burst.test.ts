import { describe, expect, test } from 'vitest';
import { binomialTail, type Ending, removalBurst } from './removal-burst.ts';

const dayMs = 86_400_000;
const until = '2026-06-01T00:00:00.000Z';
const daysBefore = (days: number) => new Date(Date.parse(until) - days * dayMs).toISOString();
const window = { baselineFrom: daysBefore(194), from: daysBefore(14), until };

/** Somebody whose account ended so many days before the date, seen by lists read each day. */
function ending(who: string, days: number, readEveryDays = 1): Ending {
  return { who, at: daysBefore(days), beforeAt: daysBefore(days + readEveryDays) };
}
const many = (count: number, days: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => ending(`one ${i} of ${days(0)}`, days(i)));

describe('accounts that ended just before a date', () => {
  test('a clearing up in the fortnight before is found: 12, after 2 in half a year', () => {
    const found = removalBurst([...many(12, (i) => 3 + (i % 4)), ...many(2, (i) => 60 + 50 * i)], window);

    expect(found).toMatchObject({ ended: 12, endedBefore: 2, unsure: 0, isBurst: true });
    expect((found.chance ?? 0) / 1.5815866134470113e-12).toBeCloseTo(1, 9);
  });

  test('a steady flow is none, nor is one that is small, nor silence', () => {
    const steady = many(28, (i) => 1 + 7 * i);
    expect(removalBurst(steady, window)).toMatchObject({ ended: 2, endedBefore: 26, isBurst: false });
    expect(
      removalBurst(
        many(4, (i) => 2 + i),
        window,
      ),
    ).toMatchObject({ ended: 4, isBurst: false });
    expect(removalBurst([], window)).toEqual({
      ...{ ended: 0, endedBefore: 0, unsure: 0, chance: null, isBurst: false },
    });
  });

  test('somebody who leaves nine systems on one day ended once', () => {
    const nine = Array.from({ length: 9 }, () => ending('ada', 5));

    expect(removalBurst(nine, window)).toMatchObject({ ended: 1, isBurst: false });
  });

  test('what a list read once a month shows in the window may have ended before it, and counts so', () => {
    const monthly = Array.from({ length: 12 }, (_, i) => ending(`one ${i}`, 5, 30));

    expect(removalBurst(monthly, window)).toMatchObject({
      ended: 0,
      endedBefore: 12,
      unsure: 12,
      isBurst: false,
    });
  });

  test('what ended outside of both times does not count', () => {
    expect(removalBurst([ending('ada', 0), ending('ben', 195)], window)).toMatchObject({
      ended: 0,
      endedBefore: 0,
    });
  });
});

describe('the tail of the binomial', () => {
  // By scipy.stats.binomtest(k, n, q, alternative='greater').
  test.each([
    [12, 14, 14 / 194, 1.5815866134470113e-12],
    [4, 4, 14 / 344, 2.7433320190324044e-6],
    [5, 35, 14 / 194, 0.10465818995263318],
    [8, 28, 14 / 104, 0.027539790384209693],
    [200, 500, 14 / 194, 4.6104037707713107e-94],
  ])('%i or more of %i', (least, trials, share, chance) => {
    expect(binomialTail(least, trials, share) / chance).toBeCloseTo(1, 9);
  });

  test('is one for none or more, and nothing for more than there are', () => {
    expect([binomialTail(0, 5, 0.1), binomialTail(6, 5, 0.1), binomialTail(5, 5, 1)]).toEqual([1, 0, 1]);
  });
});
