import { TILE_WIDTH, tileLayout, tilePath } from '@daybook/ledger';
import { checkTiles, type TileJob } from '../tree/check-tiles.ts';
import { checkTilesInWorkers } from '../tree/check-tiles-in-workers.ts';
import { PlaceReader } from '../tree/place-reader.ts';
import { rootAt, type UpperLevel, upperLevels } from '../tree/tree-shape.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';

const hashBytes = 32;
const tileBytes = TILE_WIDTH * hashBytes;
/** What two threads save on a smaller log is less than what starting them takes. */
const threadedTilesMin = 200;

export type ReadTree = {
  readonly root: Uint8Array;
  /** The root at each size that was asked for and that the log has. */
  readonly rootsAt: ReadonlyMap<number, Uint8Array>;
  /** Every file of the tree. */
  readonly paths: ReadonlySet<string>;
};

type TreeInput = {
  readonly zip: OpenZip;
  readonly folder: string;
  readonly size: number;
  /** Sizes at which the root is asked for. */
  readonly watched: Iterable<number>;
  /** The zip's path and how many threads may hash; one thread needs no path. */
  readonly threads: { readonly path: string; readonly count: number } | null;
};

/**
 * Rebuilds one log's tree from its entry bundles and compares every tile. Null when a bundle cannot be read; the problems
 * then say which.
 */
export async function readTree(input: TreeInput, problems: Problems): Promise<ReadTree | null> {
  const { zip, folder, size, threads } = input;
  const places = Array.from({ length: Math.ceil(size / TILE_WIDTH) }, (_, index) => placeOf(input, index));
  const jobs = places.map(({ bundle, tile, width }): TileJob => {
    return { bundle: zip.place(bundle), tile: zip.place(tile), width };
  });
  const checked =
    threads !== null && threads.count > 1 && jobs.length >= threadedTilesMin
      ? await checkTilesInWorkers({ readInto: zip.readInto, path: threads.path }, jobs, threads.count)
      : checkTiles(zip.readInto, jobs);
  for (const i of checked.unreadable) problems.add('entries-malformed', places[i]?.bundle ?? folder);
  if (checked.unreadable.length > 0) return null;
  for (const i of checked.differing) problems.add('tile-differs', places[i]?.tile ?? folder);
  const levels = upperLevels(checked.roots);
  const upper = checkUpperLevels(input, levels, problems);
  const rootOf = (at: number) => rootAt(at, levels, leavesBefore(input, at, jobs));
  return {
    root: rootOf(size),
    rootsAt: new Map([...input.watched].filter((at) => at <= size).map((at) => [at, rootOf(at)])),
    paths: new Set([...places.flatMap(({ bundle, tile }) => [bundle, tile]), ...upper]),
  };
}

function placeOf({ folder, size }: TreeInput, index: number) {
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  return {
    width,
    bundle: `${folder}/${tilePath({ kind: 'entries', index, width })}`,
    tile: `${folder}/${tilePath({ kind: 'hashes', level: 0, index, width })}`,
  };
}

/** Compares the tiles above the leaves; answers their names. */
function checkUpperLevels(input: TreeInput, levels: readonly UpperLevel[], problems: Problems): string[] {
  const { zip, folder, size } = input;
  const names: string[] = [];
  const tiles = new PlaceReader(zip.readInto);
  for (const { level, fullTiles, partialWidth } of tileLayout(size).slice(1)) {
    const hashes = levels[level - 1]?.hashes ?? new Uint8Array();
    for (let index = 0; index < fullTiles + (partialWidth > 0 ? 1 : 0); index += 1) {
      const width = index < fullTiles ? TILE_WIDTH : partialWidth;
      const name = `${folder}/${tilePath({ kind: 'hashes', level, index, width })}`;
      names.push(name);
      const place = zip.place(name);
      const packed = place && tiles.read(place);
      const own = hashes.subarray(index * tileBytes, index * tileBytes + width * hashBytes);
      if (packed === null) problems.add('file-missing', name);
      else if (!Buffer.from(own).equals(packed)) problems.add('tile-differs', name);
    }
  }
  return names;
}

/** The leaf hashes of the tile in which the first `at` leaves end, as packed: it was compared with the entries already. */
function leavesBefore({ zip }: TreeInput, at: number, jobs: readonly TileJob[]): Uint8Array {
  if (at % TILE_WIDTH === 0) return new Uint8Array();
  const tile = jobs[Math.floor(at / TILE_WIDTH)]?.tile ?? null;
  return (tile && new PlaceReader(zip.readInto).read(tile)) ?? new Uint8Array();
}
