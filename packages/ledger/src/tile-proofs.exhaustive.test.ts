import { expect, test } from 'vitest';
import { hexOf } from './bytes.ts';
import { rootOfLeaves } from './compact-range.ts';
import { verifyConsistency } from './consistency-proof.ts';
import { verifyInclusion } from './inclusion-proof.ts';
import { sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { consistencyProofFromTiles, inclusionProofFromTiles, rootFromTiles } from './tile-proofs.ts';
import { readerOf, tilesOf } from './tile-tree.fixture.ts';

const sizeMax = 70_000;
const tree = referenceTree(numberedEntries(sizeMax));
const leafHashes = tree.leafHashes;

test.each([65_535, 65_536, 65_537, 70_000])('a tree of %i is proven from its tiles', async (size) => {
  const readTile = readerOf(tilesOf(leafHashes.slice(0, size)));
  const root = rootOfLeaves(sha256, leafHashes.slice(0, size));

  expect(hexOf(await rootFromTiles(sha256, size, readTile))).toBe(hexOf(root));
  for (const index of new Set([0, Math.floor(size / 2), Math.max(0, size - 2), size - 1])) {
    const proof = await inclusionProofFromTiles(sha256, index, size, readTile);
    const leafHash = tree.root(index, index + 1);
    expect(proof).toEqual(tree.path(index, size));
    expect(verifyInclusion(sha256, { index, size, leafHash, proof, root })).toBe(true);
  }
  for (const oldSize of [1, 200, 256, 300, 65_536, 65_537].filter((old) => old <= size)) {
    const oldRoot = tree.root(0, oldSize);
    const proof = await consistencyProofFromTiles(sha256, oldSize, size, readTile);
    expect(proof).toEqual(tree.proof(oldSize, size));
    expect(verifyConsistency(sha256, { oldSize, newSize: size, oldRoot, newRoot: root, proof })).toBe(true);
  }
});

test('reads each tile once for a proof', async () => {
  const read: string[] = [];

  await inclusionProofFromTiles(sha256, 69_999, 70_000, readerOf(tilesOf(leafHashes), read));

  expect(read.toSorted()).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
});
