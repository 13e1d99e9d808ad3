import { Worker } from 'node:worker_threads';
import { type CheckedTiles, doWork, isDone, openWork, outcomeOf, type TileJob } from './check-tiles.ts';
import type { ReadInto } from './place-reader.ts';
import type { SharedWork } from './tile-worker.ts';

/** The zip twice: for this thread to read, and as a path for the others. */
export type SharedZip = { readonly readInto: ReadInto; readonly path: string };

/**
 * The same as `checkTiles` by several threads, this one among them. Each takes the next few bundles when it is done with
 * the last, so that one that starts late or is slow holds up nobody.
 */
export async function checkTilesInWorkers(
  zip: SharedZip,
  jobs: readonly TileJob[],
  threads: number,
): Promise<CheckedTiles> {
  const work = openWork(jobs);
  const others = Array.from({ length: threads - 1 }, () => helper({ path: zip.path, work }));
  doWork(zip.readInto, work);
  // one that has not even started has nothing left to do
  await Promise.all(others.map(({ worker, ended }) => (isDone(work) ? worker.terminate() : ended)));
  if (!isDone(work)) throw new Error('a thread did not end what it had begun');
  return outcomeOf(work);
}

function helper(shared: SharedWork) {
  const worker = new Worker(new URL('./tile-worker.ts', import.meta.url), { workerData: shared });
  let failure: unknown = null;
  worker.on('error', (error) => {
    failure = error;
  });
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('exit', () => (failure === null ? resolve() : reject(failure)));
  });
  return { worker, ended };
}
