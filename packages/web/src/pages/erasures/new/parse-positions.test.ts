import { expect, it } from 'vitest';
import { parsePositions } from './parse-positions.ts';

it('reads numbers apart by commas, spaces and lines, each once', () => {
  expect(parsePositions(' #815, 812\n812;9 ')).toEqual([9, 812, 815]);
});

it('takes nothing that is not wholly numbers, so that a slip erases nothing else', () => {
  expect([parsePositions('812-815'), parsePositions('1.5'), parsePositions('')]).toEqual([null, null, null]);
});
