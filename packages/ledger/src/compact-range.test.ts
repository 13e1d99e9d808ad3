import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hexOf } from './bytes.ts';
import {
  appendLeaf,
  appendLeaves,
  type CompactRange,
  emptyRange,
  frontierBytes,
  rangeOfFrontier,
  rangeRoot,
} from './compact-range.ts';
import { sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { refusalOf } from './refusal.fixture.ts';
import { nodeHash } from './tree-hash.ts';

const tree = referenceTree(numberedEntries(300));

test('has the root of RFC 6962 at every size', () => {
  let range: CompactRange = emptyRange;

  for (const [i, leaf] of tree.leafHashes.entries()) {
    range = appendLeaf(sha256, range, leaf);
    expect(hexOf(rangeRoot(sha256, range))).toBe(hexOf(tree.root(0, i + 1)));
  }
});

test('any way of cutting a history into batches gives the same frontier, stored and read in between', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 7 }), (batches) => {
      let range: CompactRange = emptyRange;
      for (const count of batches) {
        const batch = tree.leafHashes.slice(range.size, range.size + count);
        const stored = rangeOfFrontier(range.size, frontierBytes(range));
        range = appendLeaves(sha256, stored, batch);
      }

      expect(range).toEqual(appendLeaves(sha256, emptyRange, tree.leafHashes.slice(0, range.size)));
    }),
  );
});

test('leaves the range it was given as it is', () => {
  const [first, second] = [tree.root(0, 1), tree.root(1, 2)];
  const range = appendLeaf(sha256, emptyRange, first);

  appendLeaf(sha256, range, second);

  expect(range).toEqual({ size: 1, hashes: [first] });
});

test('counts beyond 32 bits', () => {
  const size = 2 ** 40 + 1;
  const [large, small, leaf] = [tree.root(0, 1), tree.root(1, 2), tree.root(2, 3)];

  const range = appendLeaf(sha256, { size, hashes: [large, small] }, leaf);

  expect(range).toEqual({ size: 2 ** 40 + 2, hashes: [large, nodeHash(sha256, small, leaf)] });
});

test('a frontier holds one hash for each set bit of the size', () => {
  expect(rangeOfFrontier(2 ** 53 - 1, new Uint8Array(53 * 32)).hashes.length).toBe(53);
  expect(refusalOf(() => rangeOfFrontier(3, new Uint8Array(32)))).toContain('one hash for each set bit');
  expect(refusalOf(() => rangeOfFrontier(1, new Uint8Array(33)))).toContain('one hash for each set bit');
  expect(refusalOf(() => rangeOfFrontier(-1, new Uint8Array(0)))).toContain('size is not a whole number');
  expect(refusalOf(() => rangeOfFrontier(2 ** 53, new Uint8Array(32)))).toContain('not a whole number');
});

test('refuses to go on from a frontier that lacks a hash', () => {
  expect(refusalOf(() => appendLeaf(sha256, { size: 1, hashes: [] }, tree.root(0, 1)))).toContain(
    'one hash for each set bit',
  );
});

test('refuses to grow beyond what can be counted', () => {
  const full = rangeOfFrontier(2 ** 53 - 2, new Uint8Array(52 * 32));

  expect(appendLeaf(sha256, full, tree.root(0, 1)).size).toBe(2 ** 53 - 1);
  expect(
    refusalOf(() =>
      appendLeaf(sha256, { size: 2 ** 53 - 1, hashes: full.hashes.concat(tree.root(0, 1)) }, tree.root(0, 1)),
    ),
  ).toContain('size is not a whole number');
});
