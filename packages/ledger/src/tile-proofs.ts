import { rangeRoot } from './compact-range.ts';
import { consistencyRanges } from './consistency-proof.ts';
import { hashInTile } from './hash-tile.ts';
import { inclusionRanges } from './inclusion-proof.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { type LeafRange, type Subtree, subtreesOf } from './subtree.ts';
import { tileAt } from './tile-layout.ts';
import { type HashTile, TILE_WIDTH, tilePath } from './tile-path.ts';
import { assertSize, foldPeaks, type Sha256 } from './tree-hash.ts';

const tileHeight = 8;

/**
 * Gives the bytes of a tile of hashes. May answer with a wider tile of the same level and index (the full one, where
 * the partial one is gone), never with a narrower one. What it throws passes through.
 */
export type TileReader = (tile: HashTile) => Promise<Uint8Array>;

/** The inclusion proof of entry `index` in the tree of `size`; each tile is read once. */
export async function inclusionProofFromTiles(
  hash: Sha256,
  index: number,
  size: number,
  readTile: TileReader,
): Promise<Uint8Array[]> {
  return rangeHashes(hash, inclusionRanges(index, size), size, readTile);
}

/** The proof that the tree of `newSize` begins with the tree of `oldSize`; each tile is read once. */
export async function consistencyProofFromTiles(
  hash: Sha256,
  oldSize: number,
  newSize: number,
  readTile: TileReader,
): Promise<Uint8Array[]> {
  return rangeHashes(hash, consistencyRanges(oldSize, newSize), newSize, readTile);
}

/** The root of the tree of `size`, computed from its tiles. */
export async function rootFromTiles(hash: Sha256, size: number, readTile: TileReader): Promise<Uint8Array> {
  assertSize('size', size);
  const peaks = subtreesOf({ start: 0, end: size });
  const hashes = await subtreeHashes(hash, peaks, size, readTile);
  return rangeRoot(hash, { size, hashes });
}

/** The root of one perfect subtree of the tree of `size`. */
export async function hashAt(
  hash: Sha256,
  subtree: Subtree,
  size: number,
  readTile: TileReader,
): Promise<Uint8Array> {
  const level = Math.floor(subtree.height / tileHeight);
  const count = 2 ** (subtree.height % tileHeight);
  const first = subtree.index * count;
  const tile = tileAt(level, first, size);
  if ((first % TILE_WIDTH) + count > tile.width) {
    throw new LedgerFormatError('out-of-range', 'subtree is not in the tree');
  }
  return hashInTile(hash, await readTile(tile), first % TILE_WIDTH, count);
}

async function rangeHashes(
  hash: Sha256,
  ranges: readonly LeafRange[],
  size: number,
  readTile: TileReader,
): Promise<Uint8Array[]> {
  const read = readOnce(readTile);
  const hashes: Uint8Array[] = [];
  for (const range of ranges) {
    hashes.push(foldPeaks(hash, await subtreeHashes(hash, subtreesOf(range), size, read)));
  }
  return hashes;
}

async function subtreeHashes(
  hash: Sha256,
  subtrees: readonly Subtree[],
  size: number,
  readTile: TileReader,
): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (const subtree of subtrees) hashes.push(await hashAt(hash, subtree, size, readTile));
  return hashes;
}

function readOnce(readTile: TileReader): TileReader {
  const tiles = new Map<string, Promise<Uint8Array>>();
  return (tile) => {
    const path = tilePath(tile);
    const known = tiles.get(path) ?? readTile(tile);
    tiles.set(path, known);
    return known;
  };
}
