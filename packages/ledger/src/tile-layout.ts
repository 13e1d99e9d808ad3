import { type HashTile, TILE_WIDTH, type Tile } from './tile-path.ts';
import { assertSize } from './tree-hash.ts';

/** How many tiles one level of a tree has; `partialWidth` is 0 when there is no partial tile. */
export type TileLevel = {
  readonly level: number;
  readonly fullTiles: number;
  readonly partialWidth: number;
};

/** The levels of a tree of this size, leaves first. A partial tile is never hashed into the level above. */
export function tileLayout(size: number): TileLevel[] {
  assertSize('size', size);
  const levels: TileLevel[] = [];
  for (let [level, hashes] = [0, size]; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const fullTiles = Math.floor(hashes / TILE_WIDTH);
    levels.push({ level, fullTiles, partialWidth: hashes % TILE_WIDTH });
  }
  return levels;
}

/**
 * Every tile a tree of `size` has and a tree of `oldSize` did not have: level by level, from left to right, the entry
 * bundles last. With `oldSize` 0 these are all tiles.
 */
export function* tilesForSize(size: number, oldSize = 0): Generator<Tile> {
  const oldLevels = tileLayout(oldSize);
  const levels = tileLayout(size);
  for (const { level, fullTiles, partialWidth } of levels) {
    const old = oldLevels[level] ?? { fullTiles: 0, partialWidth: 0 };
    for (const place of tilePlaces(fullTiles, partialWidth, old)) yield { kind: 'hashes', level, ...place };
  }
  const [leaves] = levels;
  const old = oldLevels[0] ?? { fullTiles: 0, partialWidth: 0 };
  if (leaves === undefined) return;
  for (const place of tilePlaces(leaves.fullTiles, leaves.partialWidth, old))
    yield { kind: 'entries', ...place };
}

/** The tile that holds hash `index` of a level, as wide as a tree of this size has it; width 0 where it has none. */
export function tileAt(level: number, index: number, size: number): HashTile {
  const tileIndex = Math.floor(index / TILE_WIDTH);
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  const width = Math.min(TILE_WIDTH, Math.max(0, hashes - tileIndex * TILE_WIDTH));
  return { kind: 'hashes', level, index: tileIndex, width };
}

type TilePlace = { readonly index: number; readonly width: number };

function* tilePlaces(
  fullTiles: number,
  partialWidth: number,
  old: Omit<TileLevel, 'level'>,
): Generator<TilePlace> {
  for (let index = old.fullTiles; index < fullTiles; index++) yield { index, width: TILE_WIDTH };
  const isKnown = old.fullTiles === fullTiles && old.partialWidth === partialWidth;
  if (partialWidth > 0 && !isKnown) yield { index: fullTiles, width: partialWidth };
}
