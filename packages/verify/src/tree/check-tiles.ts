import { foldHashes } from './fold-hashes.ts';
import { hashBundle } from './hash-bundle.ts';
import { type FilePlace, PlaceReader, type ReadInto } from './place-reader.ts';

/** One bundle of entries and the tile of their leaf hashes, which must agree. */
export type TileJob = {
  readonly bundle: FilePlace | null;
  readonly tile: FilePlace | null;
  /** 1 to 256; only the last of a log is less. */
  readonly width: number;
};

export type CheckedTiles = {
  /** The roots of the full tiles, one after another, made from the entries. */
  readonly roots: Uint8Array;
  /** Numbers of the jobs whose bundle does not hold its entries, and of those whose tile is not theirs. */
  readonly unreadable: readonly number[];
  readonly differing: readonly number[];
};

/** Jobs and what came of them. Several threads may work on one: the arrays are memory they share. */
export type TileWork = {
  readonly jobs: readonly TileJob[];
  /** The number of the next job nobody has begun, and how many are done. */
  readonly counts: Int32Array;
  /** For each job its state below. */
  readonly states: Uint8Array;
  /** For each job the root over its entries' hashes; only of full tiles. */
  readonly roots: Uint8Array;
};

const tileWidth = 256;
const hashBytes = 32;
/** So many neighbouring jobs are taken at once: threads meet rarely, and none is left long with the last of them. */
const jobsAtOnce = 8;
const [stateSame, stateDiffering, stateUnreadable] = [1, 2, 3];

/** Hashes the entries of each bundle and compares the tile. */
export function checkTiles(read: ReadInto, jobs: readonly TileJob[]): CheckedTiles {
  const work = openWork(jobs);
  doWork(read, work);
  return outcomeOf(work);
}

export function openWork(jobs: readonly TileJob[]): TileWork {
  return {
    jobs,
    counts: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
    states: new Uint8Array(new SharedArrayBuffer(jobs.length)),
    roots: new Uint8Array(new SharedArrayBuffer(jobs.length * hashBytes)),
  };
}

/** Takes jobs until none is left to begin. */
export function doWork(read: ReadInto, { jobs, counts, states, roots }: TileWork): void {
  const [bundles, tiles] = [new PlaceReader(read), new PlaceReader(read)];
  const row = Buffer.alloc(tileWidth * hashBytes);
  for (let next = take(counts); next < jobs.length; next = take(counts)) {
    const taken = jobs.slice(next, next + jobsAtOnce);
    for (const [i, { bundle, tile, width }] of taken.entries()) {
      const hashes = row.subarray(0, width * hashBytes);
      const entries = bundle && bundles.read(bundle);
      if (entries === null || !hashBundle(entries, hashes)) {
        states[next + i] = stateUnreadable;
        continue;
      }
      const packed = tile && tiles.read(tile);
      states[next + i] = packed !== null && hashes.equals(packed) ? stateSame : stateDiffering;
      if (width === tileWidth) roots.set(foldHashes(hashes), (next + i) * hashBytes);
    }
    Atomics.add(counts, 1, taken.length);
  }
}

export function isDone({ jobs, counts }: TileWork): boolean {
  return Atomics.load(counts, 1) === jobs.length;
}

export function outcomeOf({ jobs, states, roots }: TileWork): CheckedTiles {
  const full = jobs.filter(({ width }) => width === tileWidth).length;
  const inState = (wanted: number) => [...jobs.keys()].filter((number) => states[number] === wanted);
  return {
    roots: roots.slice(0, full * hashBytes),
    unreadable: inState(stateUnreadable),
    differing: inState(stateDiffering),
  };
}

function take(counts: Int32Array): number {
  return Atomics.add(counts, 0, jobsAtOnce);
}
