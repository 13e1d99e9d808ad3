import { closeSync, openSync, readSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';
import { doWork, type TileWork } from './check-tiles.ts';

/** What a worker is given: the zip's path and the work it shares. It ends when no job is left to begin. */
export type SharedWork = { readonly path: string; readonly work: TileWork };

if (!isMainThread) takePart(workerData as SharedWork); // made by `checkTilesInWorkers` alone

function takePart({ path, work }: SharedWork): void {
  const file = openSync(path, 'r');
  try {
    doWork((target, offset) => readSync(file, target, 0, target.length, offset), work);
  } finally {
    closeSync(file);
  }
}
