import { concatBytes, encodeHashTile, hashOfFullTile, TILE_WIDTH, type TileReader } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import type { Tx } from '../platform/index.ts';
import { findTile, insertTiles, type KeptTile, listTileRoots, readLeafTiles } from './tiles.store.ts';

/**
 * Reads tiles of one log. Full tiles never change and are kept, with the hash that stands for each in the level above:
 * mostly by `keepTiles` before anybody asks, else here. Partial ones are put together on demand, the lowest from leaf
 * hashes and the others from the kept hashes below, so one tile is one read and appending never pays for them.
 */
export function readTilesOf(tx: Tx, logId: string): TileReader {
  return async ({ level, index, width }) => {
    const kept = width === TILE_WIDTH ? await findTile(tx, logId, level, index) : null;
    if (kept !== null) return kept;
    if (level > 0) {
      const from = index * TILE_WIDTH;
      const made = encodeHashTile(await rootsOfTiles(tx, logId, level - 1, { from, to: from + width }));
      if (width === TILE_WIDTH) await insertTiles(tx, logId, level, [keptTile(index, made)]);
      return made;
    }
    if (width === TILE_WIDTH) await rootsOfTiles(tx, logId, 0, { from: index, to: index + 1 });
    const [leaves] = await readLeafTiles(tx, logId, {
      from: index * TILE_WIDTH,
      to: index * TILE_WIDTH + width,
    });
    return encodeHashTile([leaves?.data ?? Buffer.alloc(0)]);
  };
}

/**
 * Makes the full tiles of leaf hashes that a log of this size lacks, so that whoever computes its root reads tiles and not
 * the log. Safe to repeat and to run beside others.
 */
export async function keepLeafTiles(tx: Tx, logId: string, size: number): Promise<void> {
  const full = Math.floor(size / TILE_WIDTH);
  for (let from = 0; from < full; from += TILE_WIDTH) {
    await rootsOfTiles(tx, logId, 0, { from, to: Math.min(full, from + TILE_WIDTH) });
  }
}

/** The hashes of the full tiles `[from, to)` of a level (at most as many as a tile holds), made and kept where missing. */
export async function rootsOfTiles(
  tx: Tx,
  logId: string,
  level: number,
  range: { readonly from: number; readonly to: number },
): Promise<readonly Uint8Array[]> {
  const roots = new Map<number, Uint8Array>();
  for (const { n, root, data } of await listTileRoots(tx, logId, level, range)) {
    roots.set(n, root ?? hashOfFullTile(sha256, data ?? Buffer.alloc(0)));
  }
  const missing = Array.from({ length: range.to - range.from }, (_, i) => range.from + i).filter(
    (n) => !roots.has(n),
  );
  const made =
    level === 0 ? await makeLowest(tx, logId, missing) : await makeUpper(tx, logId, level, missing);
  await insertTiles(tx, logId, level, made);
  for (const { n, root } of made) roots.set(n, root);
  return Array.from({ length: range.to - range.from }, (_, i) => {
    const root = roots.get(range.from + i);
    if (root === undefined) throw new Error(`tile ${range.from + i} of level ${level} is not there`);
    return root;
  });
}

/** In one read from the first missing tile to the last; what is kept in between is left out again. */
async function makeLowest(tx: Tx, logId: string, missing: readonly number[]): Promise<readonly KeptTile[]> {
  const [first, last] = [missing[0], missing.at(-1)];
  if (first === undefined || last === undefined) return [];
  const leaves = { from: first * TILE_WIDTH, to: (last + 1) * TILE_WIDTH };
  const wanted = new Set(missing);
  return (await readLeafTiles(tx, logId, leaves))
    .filter(({ n }) => wanted.has(n))
    .map(({ n, data }) => keptTile(n, data));
}

async function makeUpper(
  tx: Tx,
  logId: string,
  level: number,
  missing: readonly number[],
): Promise<readonly KeptTile[]> {
  const made: KeptTile[] = [];
  for (const n of missing) {
    const below = { from: n * TILE_WIDTH, to: (n + 1) * TILE_WIDTH };
    made.push(keptTile(n, concatBytes(await rootsOfTiles(tx, logId, level - 1, below))));
  }
  return made;
}

/** Throws for a tile that is not full. */
function keptTile(n: number, data: Uint8Array): KeptTile {
  return { n, data: Buffer.from(data), root: Buffer.from(hashOfFullTile(sha256, data)) };
}
