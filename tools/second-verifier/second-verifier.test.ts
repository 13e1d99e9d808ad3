import { describe, expect, it } from 'vitest';
import { whyNoGo } from './build-second-verifier.ts';
import { checkSizes } from './check-sizes.ts';

const why = whyNoGo();

describe('the second verifier, in Go', () => {
  const promise = 'finds our tiles, checkpoints and proofs right, by code that shares nothing with ours';
  it(promise, { timeout: 120_000 }, async ({ skip }) => {
    if (why !== null) skip(`NOT RUN: ${why}`);
    const answers = await checkSizes([1, 2, 255, 256, 257]);

    expect(answers).toEqual([
      'size 1: 2 records, 0 trees; ours: 1 inclusion, 0 consistency',
      'size 2: 3 records, 1 trees; ours: 2 inclusion, 1 consistency',
      'size 255: 256 records, 2 trees; ours: 43 inclusion, 2 consistency',
      'size 256: 257 records, 3 trees; ours: 43 inclusion, 3 consistency',
      'size 257: 258 records, 4 trees; ours: 43 inclusion, 4 consistency',
    ]);
  });
});
