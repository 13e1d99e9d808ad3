import { expect, it } from 'vitest';
import { nodeSides } from './node-sides.ts';

// By hand on the tree of seven leaves of RFC 6962, section 2.1.3: PATH(0) = [b, h, l], PATH(3) = [c, g, l], PATH(6) = [i, k].
it('knows on which side each sibling stands in a tree that is not full', () => {
  expect(nodeSides({ index: 0, size: 7, hashes: 3 })).toEqual(['right', 'right', 'right']);
  expect(nodeSides({ index: 3, size: 7, hashes: 3 })).toEqual(['left', 'left', 'right']);
  expect(nodeSides({ index: 6, size: 7, hashes: 2 })).toEqual(['left', 'left']);
});

it('refuses a path of the wrong length and an entry outside the tree', () => {
  expect(nodeSides({ index: 0, size: 7, hashes: 2 })).toBeNull();
  expect(nodeSides({ index: 0, size: 7, hashes: 4 })).toBeNull();
  expect(nodeSides({ index: 7, size: 7, hashes: 3 })).toBeNull();
});

it('has nothing to climb in a tree of one leaf', () => {
  expect(nodeSides({ index: 0, size: 1, hashes: 0 })).toEqual([]);
});
