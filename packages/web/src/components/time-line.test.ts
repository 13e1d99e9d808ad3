import { expect, it } from 'vitest';
import { clustersOf, shareOf, silences } from './time-line.ts';

const mark = (atMs: number) => ({ id: String(atMs), atMs, text: '', href: null });

it('draws marks as one when they would lie on each other, and leaves out those of another time', () => {
  const clusters = clustersOf([mark(50), mark(10), mark(11), mark(200)], { fromMs: 0, toMs: 100 }, 0.02);

  expect(clusters.map(({ share, marks }) => [share, marks.map(({ atMs }) => atMs)])).toEqual([
    [0.1, [10, 11]],
    [0.5, [50]],
  ]);
});

it('places an instant outside the span at its edge', () => {
  expect([shareOf(-5, { fromMs: 0, toMs: 10 }), shareOf(50, { fromMs: 0, toMs: 10 })]).toEqual([0, 1]);
});

it('finds the long silences, the one since the beginning and the one until now included', () => {
  const span = { fromMs: 20, toMs: 100 };

  expect(silences([60, 64], { span, beganMs: 0, longestMs: 24 })).toEqual([
    { fromMs: 20, toMs: 60 },
    { fromMs: 64, toMs: 100 },
  ]);
});

it('finds no silence before anything could happen', () => {
  const span = { fromMs: 0, toMs: 100 };

  expect(silences([90], { span, beganMs: 80, longestMs: 24 })).toEqual([]);
});
