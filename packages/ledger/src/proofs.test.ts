import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, hexOf } from './bytes.ts';
import { consistencyProof, verifyConsistency } from './consistency-proof.ts';
import { inclusionProof, verifyInclusion } from './inclusion-proof.ts';
import { sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { refusalOf } from './refusal.fixture.ts';
import { nodeHash } from './tree-hash.ts';

const sizeMax = 300;
const tree = referenceTree(numberedEntries(sizeMax));

function readSubtree(level: number, index: number): Uint8Array {
  return tree.root(index * 2 ** level, (index + 1) * 2 ** level);
}

function leafAt(index: number): Uint8Array {
  return tree.root(index, index + 1);
}

function hexes(hashes: readonly Uint8Array[]): string {
  return hashes.map(hexOf).join(' ');
}

describe('for all sizes up to 40', () => {
  test('each entry has the inclusion proof of RFC 6962, and it verifies', () => {
    let wrong = 0;
    for (let size = 1; size <= 40; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(sha256, index, size, readSubtree);
        const claim = { index, size, leafHash: leafAt(index), proof, root: tree.root(0, size) };
        const isReference = hexes(proof) === hexes(tree.path(index, size));
        if (!isReference || !verifyInclusion(sha256, claim)) wrong += 1;
      }
    }

    expect(wrong).toBe(0);
  });

  test('each earlier size has the consistency proof of RFC 6962, and it verifies', () => {
    let wrong = 0;
    for (let newSize = 1; newSize <= 40; newSize++) {
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const proof = consistencyProof(sha256, oldSize, newSize, readSubtree);
        const [oldRoot, newRoot] = [tree.root(0, oldSize), tree.root(0, newSize)];
        const isReference = hexes(proof) === hexes(tree.proof(oldSize, newSize));
        if (!isReference || !verifyConsistency(sha256, { oldSize, newSize, oldRoot, newRoot, proof }))
          wrong += 1;
      }
    }

    expect(wrong).toBe(0);
  });
});

const sizes = fc
  .tuple(fc.integer({ min: 1, max: sizeMax }), fc.nat())
  .map(([size, other]) => ({ size, index: other % size }));

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(hash);
  const byte = Math.floor(bit / 8);
  changed[byte] = (changed[byte] ?? 0) ^ (1 << (bit % 8));
  return changed;
}

test('one changed bit anywhere refutes an inclusion claim', () => {
  fc.assert(
    fc.property(sizes, fc.nat(255), fc.nat(), ({ size, index }, bit, place) => {
      const proof = tree.path(index, size);
      const parts = [leafAt(index), tree.root(0, size), ...proof];
      const [leafHash, root, ...hashes] = parts.map((part, i) =>
        i === place % parts.length ? flipped(part, bit) : part,
      );
      if (leafHash === undefined || root === undefined) throw new Error('two hashes were put in');

      expect(verifyInclusion(sha256, { index, size, leafHash, root, proof: hashes })).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('one changed bit anywhere refutes a consistency claim', () => {
  fc.assert(
    fc.property(sizes, fc.nat(255), fc.nat(), ({ size, index }, bit, place) => {
      const oldSize = index + 1;
      const parts = [tree.root(0, oldSize), tree.root(0, size), ...tree.proof(oldSize, size)];
      const [oldRoot, newRoot, ...proof] = parts.map((part, i) =>
        i === place % parts.length ? flipped(part, bit) : part,
      );
      if (oldRoot === undefined || newRoot === undefined) throw new Error('two roots were put in');

      expect(verifyConsistency(sha256, { oldSize, newSize: size, oldRoot, newRoot, proof })).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('a claim of another position or of a lengthened proof is refuted', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), ({ size, index }, other) => {
      const claim = {
        index,
        size,
        leafHash: leafAt(index),
        proof: tree.path(index, size),
        root: tree.root(0, size),
      };
      const otherIndex = other % size;

      expect(verifyInclusion(sha256, { ...claim, index: otherIndex })).toBe(otherIndex === index);
      expect(verifyInclusion(sha256, { ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
      expect(verifyInclusion(sha256, { ...claim, proof: claim.proof.slice(1) })).toBe(
        claim.proof.length === 0,
      );
    }),
  );
});

describe('refutes', () => {
  const long = new Uint8Array(33).fill(5);
  const claim = { index: 0, size: 1, leafHash: leafAt(0), proof: [], root: leafAt(0) };
  const same = { oldSize: 2, newSize: 2, oldRoot: tree.root(0, 2), newRoot: tree.root(0, 2), proof: [] };
  const grown = { ...same, newSize: 3, newRoot: tree.root(0, 3), proof: [leafAt(2)] };

  test.each([
    ['an index of -1', { ...claim, index: -1 }],
    ['an index that is the size', { ...claim, index: 1 }],
    ['an index between two', { ...claim, index: 0.5 }],
    ['a size that cannot be counted', { ...claim, size: 2 ** 53 }],
    ['a leaf hash of 31 bytes', { ...claim, leafHash: new Uint8Array(31) }],
    ['a proof with a hash of 33 bytes', { ...claim, size: 2, proof: [new Uint8Array(33)] }],
    [
      'a proof with a hash of 33 bytes that leads to the root',
      { ...claim, size: 2, proof: [long], root: nodeHash(sha256, leafAt(0), long) },
    ],
    ['a root that goes on after its 32 bytes', { ...claim, root: Uint8Array.of(...leafAt(0), 0) }],
    ['a leaf hash of 33 bytes that is the root', { ...claim, leafHash: long, root: long }],
    ['an index of -1 where nothing is to be hashed', { ...claim, index: -1, size: 0 }],
    ['a broken index where nothing is to be hashed', { ...claim, index: 0.5, size: 1 }],
    ['a broken size where nothing is to be hashed', { ...claim, size: 0.5 }],
    [
      'a proof that leads beyond the root',
      { ...claim, proof: [leafAt(1)], root: nodeHash(sha256, leafAt(1), leafAt(0)) },
    ],
  ])('%s', (_, inclusion) => {
    expect(verifyInclusion(sha256, inclusion)).toBe(false);
  });

  test.each([
    ['an old size of 0', { ...same, oldSize: 0 }],
    ['an old size above the new', { ...same, oldSize: 3 }],
    ['a broken old size', { ...same, oldSize: 1.5 }],
    ['a new size that cannot be counted', { ...same, newSize: 2 ** 53 }],
    ['a proof where the sizes are equal', { ...same, proof: [leafAt(0)] }],
    ['other roots of the same size', { ...same, newRoot: leafAt(0) }],
    ['growth without a proof', { ...grown, proof: [] }],
    ['growth of an uneven size without a proof', { ...grown, oldSize: 3, newSize: 5, proof: [] }],
    ['broken sizes that are equal', { ...same, oldSize: 1.5, newSize: 1.5 }],
    ['sizes that are equal and cannot be counted', { ...same, oldSize: 2 ** 53, newSize: 2 ** 53 }],
    [
      'growth to a size that cannot be counted',
      {
        ...same,
        oldSize: 2 ** 52,
        newSize: 2 ** 53,
        newRoot: nodeHash(sha256, same.oldRoot, leafAt(0)),
        proof: [leafAt(0)],
      },
    ],
    ['a tree that shrinks to its own root', { ...same, newSize: 1 }],
    [
      'a hash of 33 bytes that leads to the root',
      { ...grown, proof: [long], newRoot: nodeHash(sha256, same.oldRoot, long) },
    ],
    [
      'a proof that leads beyond both roots',
      {
        oldSize: 3,
        newSize: 4,
        proof: [...tree.proof(3, 4), leafAt(9)],
        oldRoot: nodeHash(sha256, leafAt(9), tree.root(0, 3)),
        newRoot: nodeHash(sha256, leafAt(9), tree.root(0, 4)),
      },
    ],
    [
      'a byte moved from the first of two hashes to the old root',
      {
        oldSize: 1,
        newSize: 4,
        oldRoot: concatBytes([leafAt(0), leafAt(1).subarray(0, 1)]),
        newRoot: tree.root(0, 4),
        proof: [leafAt(1).subarray(1), tree.root(2, 4)],
      },
    ],
    ['a hash of 31 bytes', { ...grown, proof: [new Uint8Array(31)] }],
    ['a proof that is too long', { ...grown, proof: [leafAt(2), leafAt(2)] }],
  ])('%s', (_, consistency) => {
    expect(verifyConsistency(sha256, grown)).toBe(true);
    expect(verifyConsistency(sha256, consistency)).toBe(false);
  });
});

test('proves nothing outside the tree', () => {
  expect(refusalOf(() => inclusionProof(sha256, 3, 3, readSubtree))).toContain('index is not below the size');
  expect(refusalOf(() => inclusionProof(sha256, -1, 3, readSubtree))).toContain(
    'index is not a whole number',
  );
  expect(refusalOf(() => inclusionProof(sha256, 1, 2 ** 53, readSubtree))).toContain(
    'size is not a whole number',
  );
  expect(refusalOf(() => consistencyProof(sha256, 1.5, 3, readSubtree))).toContain('old size is not a whole');
  expect(refusalOf(() => consistencyProof(sha256, 1, 2 ** 53, readSubtree))).toContain(
    'new size is not a whole',
  );
  expect(refusalOf(() => consistencyProof(sha256, 0, 3, readSubtree))).toContain('old size is not between');
  expect(refusalOf(() => consistencyProof(sha256, 4, 3, readSubtree))).toContain('old size is not between');
});

test('proves and verifies at the largest sizes', () => {
  const size = 2 ** 53 - 1;
  const index = 2 ** 52 + 5;

  const proof = inclusionProof(sha256, index, size, (level, at) =>
    sha256(new TextEncoder().encode(`${level}/${at}`)),
  );

  const claim = { index, size, leafHash: leafAt(0), proof, root: leafAt(0) };
  expect(proof.length).toBe(53);
  expect(verifyInclusion(sha256, claim)).toBe(false);
});
