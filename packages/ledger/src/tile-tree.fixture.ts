import { encodeHashTile, hashOfFullTile } from './hash-tile.ts';
import { sha256 } from './node.ts';
import { tilesForSize } from './tile-layout.ts';
import { type HashTile, tilePath } from './tile-path.ts';
import type { TileReader } from './tile-proofs.ts';

/** Builds the tiles of a tree as a log does: level by level, each from the full tiles below. */
export function tilesOf(leafHashes: readonly Uint8Array[]): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>();
  const upward = new Map<number, Uint8Array[]>([[0, [...leafHashes]]]);
  for (const tile of tilesForSize(leafHashes.length)) {
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

/** Reads tiles by their paths, and notes down which. */
export function readerOf(tiles: ReadonlyMap<string, Uint8Array>, read: string[] = []): TileReader {
  return async (tile: HashTile) => {
    const path = tilePath(tile);
    read.push(path);
    const bytes = tiles.get(path);
    if (bytes === undefined) throw new Error(`no tile ${path}`);
    return bytes;
  };
}
