import { expect, test } from 'vitest';
import { nearestRank } from './leaver-figures.ts';
import { hoursBetween, runClock } from './run-clock.ts';

const seen = { unseen: [], byWord: [], wholeAt: null };

test('the clock runs until the last of it is proven absent, with both bounds, and never before they left', () => {
  const effectiveAt = '2026-03-01T00:00:00.000Z';
  const early = {
    state: 'gone' as const,
    lastSeenAt: '2026-02-27T00:00:00.000Z',
    firstAbsentAt: '2026-02-28T00:00:00.000Z',
  };
  const late = {
    state: 'gone' as const,
    lastSeenAt: '2026-03-01T06:00:00.000Z',
    firstAbsentAt: '2026-03-01T12:00:00.000Z',
  };

  expect(runClock(effectiveAt, [early], seen)).toEqual({
    standing: 'proven',
    lowerAt: effectiveAt,
    upperAt: effectiveAt,
  });
  expect(runClock(effectiveAt, [early, late], seen)).toEqual({
    standing: 'proven',
    lowerAt: '2026-03-01T06:00:00.000Z',
    upperAt: '2026-03-01T12:00:00.000Z',
  });
  expect(
    runClock(effectiveAt, [early, { ...late, state: 'open', firstAbsentAt: null }], seen).upperAt,
  ).toBeNull();
  expect(
    runClock(effectiveAt, [early, { ...late, state: 'attested', firstAbsentAt: null }], seen).standing,
  ).toBe('attested');
  expect(runClock(effectiveAt, [], seen).standing).toBe('nothing-found');
  expect(hoursBetween(effectiveAt, '2026-02-28T00:00:00.000Z')).toBe(0);
});

test('nothing is proven while a list was never whole since they left, and the clock runs until the last one was', () => {
  const effectiveAt = '2026-03-01T00:00:00.000Z';
  const gone = {
    state: 'gone' as const,
    lastSeenAt: '2026-03-01T06:00:00.000Z',
    firstAbsentAt: '2026-03-01T12:00:00.000Z',
  };
  const clock = (lists: object) => runClock(effectiveAt, [gone], { ...seen, ...lists });

  expect(clock({ unseen: ['Zendesk'] })).toMatchObject({ standing: 'not-observable', upperAt: null });
  expect(clock({ byWord: ['TikTok'] })).toMatchObject({ standing: 'attested', upperAt: null });
  expect(clock({ wholeAt: '2026-03-20T00:00:00.000Z' })).toMatchObject({
    standing: 'proven',
    lowerAt: '2026-03-01T06:00:00.000Z',
    upperAt: '2026-03-20T00:00:00.000Z',
  });
  const open = { ...gone, state: 'open' as const, firstAbsentAt: null };
  expect(runClock(effectiveAt, [open], { ...seen, unseen: ['Zendesk'] }).standing).toBe('open');
});

test('median and 90th percentile are values that occurred', () => {
  expect(nearestRank([5, 1, 9, 3], 0.5)).toBe(3);
  expect(nearestRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
  expect(nearestRank([], 0.5)).toBeNull();
});
