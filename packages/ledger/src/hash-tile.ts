import { concatBytes } from './bytes.ts';
import { rootOfLeaves } from './compact-range.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { TILE_WIDTH } from './tile-path.ts';
import { HASH_SIZE_BYTES, type Sha256 } from './tree-hash.ts';

/** A full tile: 256 hashes, in bytes. */
export const TILE_SIZE_BYTES = TILE_WIDTH * HASH_SIZE_BYTES;

/** The bytes of a tile: 1 to 256 hashes, one after another. */
export function encodeHashTile(hashes: readonly Uint8Array[]): Uint8Array {
  const tile = concatBytes(hashes);
  assertTile(tile);
  return tile;
}

export function decodeHashTile(tile: Uint8Array): Uint8Array[] {
  assertTile(tile);
  const hashes: Uint8Array[] = [];
  for (let i = 0; i < tile.length; i += HASH_SIZE_BYTES) hashes.push(tile.slice(i, i + HASH_SIZE_BYTES));
  return hashes;
}

/** The hash that stands for a full tile in the level above. */
export function hashOfFullTile(hash: Sha256, tile: Uint8Array): Uint8Array {
  if (tile.length !== TILE_SIZE_BYTES) {
    throw new LedgerFormatError('bad-tile', 'a partial tile is never hashed upward');
  }
  return rootOfLeaves(hash, decodeHashTile(tile));
}

/** The root of the perfect subtree over `count` hashes of a tile from `offset` on; `count` is a power of two. */
export function hashInTile(hash: Sha256, tile: Uint8Array, offset: number, count: number): Uint8Array {
  const hashes = decodeHashTile(tile).slice(offset, offset + count);
  if (hashes.length !== count)
    throw new LedgerFormatError('bad-tile', 'tile is narrower than the tree needs');
  return rootOfLeaves(hash, hashes);
}

function assertTile(tile: Uint8Array): void {
  if (tile.length === 0 || tile.length > TILE_SIZE_BYTES || tile.length % HASH_SIZE_BYTES !== 0) {
    throw new LedgerFormatError('bad-tile', 'tile does not hold 1 to 256 hashes');
  }
}
