import { expect, test } from 'vitest';
import { hexOf } from './bytes.ts';
import { rootOfLeaves } from './compact-range.ts';
import { verifyConsistency } from './consistency-proof.ts';
import { verifyInclusion } from './inclusion-proof.ts';
import { sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { consistencyProofFromTiles, hashAt, inclusionProofFromTiles, rootFromTiles } from './tile-proofs.ts';
import { readerOf, tilesOf } from './tile-tree.fixture.ts';

const tree = referenceTree(numberedEntries(600));
const leafHashes = tree.leafHashes;

test.each([1, 2, 255, 256, 257, 600])('a tree of %i is proven from its tiles', async (size) => {
  const readTile = readerOf(tilesOf(leafHashes.slice(0, size)));
  const root = rootOfLeaves(sha256, leafHashes.slice(0, size));

  expect(hexOf(await rootFromTiles(sha256, size, readTile))).toBe(hexOf(root));
  for (const index of new Set([0, Math.floor(size / 2), Math.max(0, size - 2), size - 1])) {
    const proof = await inclusionProofFromTiles(sha256, index, size, readTile);
    const leafHash = tree.root(index, index + 1);
    expect(proof).toEqual(tree.path(index, size));
    expect(verifyInclusion(sha256, { index, size, leafHash, proof, root })).toBe(true);
  }
  for (const oldSize of [1, 200, 256, 300, 512, 513].filter((old) => old <= size)) {
    const oldRoot = tree.root(0, oldSize);
    const proof = await consistencyProofFromTiles(sha256, oldSize, size, readTile);
    expect(proof).toEqual(tree.proof(oldSize, size));
    expect(verifyConsistency(sha256, { oldSize, newSize: size, oldRoot, newRoot: root, proof })).toBe(true);
  }
});

test('reads each tile once for a proof', async () => {
  const [forEntry, forGrowth]: [string[], string[]] = [[], []];
  const tiles = tilesOf(leafHashes);

  await inclusionProofFromTiles(sha256, 599, 600, readerOf(tiles, forEntry));
  await consistencyProofFromTiles(sha256, 3, 600, readerOf(tiles, forGrowth));

  expect(forEntry.toSorted()).toEqual(['tile/0/002.p/88', 'tile/1/000.p/2']);
  expect(forGrowth.toSorted()).toEqual(['tile/0/000', 'tile/0/002.p/88', 'tile/1/000.p/2']);
});

test.each([
  [0, 300, 'tile/0/001.p/144', 44, 1],
  [3, 40, 'tile/0/001.p/144', 64, 8],
  [8, 0, 'tile/1/000.p/1', 0, 1],
])('the subtree of height %i with index %i is in %s', async (height, index, path, offset, count) => {
  const read: string[] = [];

  const hash = await hashAt(
    sha256,
    { height, index },
    400,
    readerOf(tilesOf(leafHashes.slice(0, 400)), read),
  );

  expect(read).toEqual([path]);
  const start = height === 8 ? 0 : 256 + offset;
  expect(hexOf(hash)).toBe(hexOf(tree.root(start, start + (height === 8 ? 256 : count))));
});

test('the tiles of higher levels stand for 256 times as many leaves', async () => {
  const read: string[] = [];
  const tile = new Uint8Array(256 * 32);
  tile[32 * 7] = 9;
  const readTile = readerOf(new Map([['tile/2/001', tile]]), read);

  const hash = await hashAt(sha256, { height: 16, index: 256 + 7 }, 2 ** 26, readTile);

  expect([read, hash[0], hash.length]).toEqual([['tile/2/001'], 9, 32]);
});

test('a full tile will do where the partial one is gone', async () => {
  const full = tilesOf(leafHashes.slice(0, 256));

  const proof = await inclusionProofFromTiles(
    sha256,
    3,
    200,
    async () => full.get('tile/0/000') ?? new Uint8Array(),
  );

  expect(proof).toEqual(tree.path(3, 200));
});

test('a tile that is narrower than it should be is refused, and so is a subtree outside the tree', async () => {
  const tiles = tilesOf(leafHashes.slice(0, 200));
  const readTile = async () => tiles.get('tile/0/000.p/200') ?? new Uint8Array();

  await expect(inclusionProofFromTiles(sha256, 3, 256, readTile)).rejects.toThrow('narrower');
  await expect(hashAt(sha256, { height: 8, index: 0 }, 200, readTile)).rejects.toMatchObject({
    code: 'out-of-range',
    message: 'subtree is not in the tree',
  });
  await expect(rootFromTiles(sha256, -1, readTile)).rejects.toThrow('size is not a whole number');
  await expect(hashAt(sha256, { height: 3, index: 25 }, 200, readTile)).rejects.toThrow('not in the tree');
});
