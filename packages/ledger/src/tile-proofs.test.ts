import { expect, test } from 'vitest';
import { hexOf } from './bytes.ts';
import { rootOfLeaves } from './compact-range.ts';
import { verifyConsistency } from './consistency-proof.ts';
import { encodeHashTile, hashOfFullTile } from './hash-tile.ts';
import { verifyInclusion } from './inclusion-proof.ts';
import { sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { tilesForSize } from './tile-layout.ts';
import { type HashTile, tilePath } from './tile-path.ts';
import { consistencyProofFromTiles, hashAt, inclusionProofFromTiles, rootFromTiles } from './tile-proofs.ts';

const sizeMax = 70_000;
const tree = referenceTree(numberedEntries(sizeMax));
const leafHashes = tree.leafHashes;

/** Builds the tiles of a size as a log does: level by level, each from the full tiles below. */
function tilesOf(size: number): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>();
  const upward = new Map<number, Uint8Array[]>([[0, leafHashes.slice(0, size)]]);
  for (const tile of tilesForSize(size)) {
    if (tile.kind === 'entries') continue;
    const hashes = upward.get(tile.level) ?? [];
    const bytes = encodeHashTile(hashes.slice(tile.index * 256, tile.index * 256 + tile.width));
    tiles.set(tilePath(tile), bytes);
    if (tile.width < 256) continue;
    const above = upward.get(tile.level + 1) ?? [];
    upward.set(tile.level + 1, [...above, hashOfFullTile(sha256, bytes)]);
  }
  return tiles;
}

function readerOf(tiles: ReadonlyMap<string, Uint8Array>, read: string[] = []) {
  return async (tile: HashTile) => {
    const path = tilePath(tile);
    read.push(path);
    const bytes = tiles.get(path);
    if (bytes === undefined) throw new Error(`no tile ${path}`);
    return bytes;
  };
}

test.each([1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000])(
  'a tree of %i is proven from its tiles',
  async (size) => {
    const readTile = readerOf(tilesOf(size));
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
  },
);

test('reads each tile once for a proof', async () => {
  const read: string[] = [];

  await inclusionProofFromTiles(sha256, 69_999, 70_000, readerOf(tilesOf(70_000), read));

  expect(read.toSorted()).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
});

test('a full tile will do where the partial one is gone', async () => {
  const full = tilesOf(256);

  const proof = await inclusionProofFromTiles(
    sha256,
    3,
    200,
    async () => full.get('tile/0/000') ?? new Uint8Array(),
  );

  expect(proof).toEqual(tree.path(3, 200));
});

test('a tile that is narrower than it should be is refused, and so is a subtree outside the tree', async () => {
  const tiles = tilesOf(200);
  const readTile = async () => tiles.get('tile/0/000.p/200') ?? new Uint8Array();

  await expect(inclusionProofFromTiles(sha256, 3, 256, readTile)).rejects.toThrow('narrower');
  await expect(hashAt(sha256, { height: 8, index: 0 }, 200, readTile)).rejects.toThrow('not in the tree');
  await expect(hashAt(sha256, { height: 3, index: 25 }, 200, readTile)).rejects.toThrow('not in the tree');
});
