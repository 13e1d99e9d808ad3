import { describe, expect, test } from 'vitest';
import { hexOf } from './bytes.ts';
import { consistencyProof, verifyConsistency } from './consistency-proof.ts';
import { inclusionProof, verifyInclusion } from './inclusion-proof.ts';
import { sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';

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

describe('for all sizes up to 300', () => {
  test('each entry has the inclusion proof of RFC 6962, and it verifies', () => {
    let wrong = 0;
    for (let size = 1; size <= sizeMax; size++) {
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
    for (let newSize = 1; newSize <= sizeMax; newSize++) {
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
