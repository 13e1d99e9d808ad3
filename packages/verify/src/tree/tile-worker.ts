import { closeSync, openSync, readSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type CheckedTiles, checkTiles, type TileJob } from './check-tiles.ts';

/** What a worker is given: the zip's path and its share of the tiles. It answers `CheckedTiles` and ends. */
export type TileWork = { readonly path: string; readonly jobs: readonly TileJob[] };

if (!isMainThread) parentPort?.postMessage(work(workerData as TileWork)); // made by `checkTilesInWorkers` alone

function work({ path, jobs }: TileWork): CheckedTiles {
  const file = openSync(path, 'r');
  try {
    return checkTiles((target, offset) => readSync(file, target, 0, target.length, offset), jobs);
  } finally {
    closeSync(file);
  }
}
