import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type CheckedTiles, checkTiles, type ReadInto, type TileJob } from './check-tiles.ts';
import type { TileWork } from './tile-worker.ts';

/** The zip twice: for this thread to read, and as a path for the others. */
export type SharedZip = { readonly readInto: ReadInto; readonly path: string };

/**
 * The same as `checkTiles`, shared out among threads, this one among them: each takes a row of neighbouring bundles, since
 * no bundle's leaf hashes depend on another's.
 */
export async function checkTilesInWorkers(
  zip: SharedZip,
  jobs: readonly TileJob[],
  threads: number,
): Promise<CheckedTiles> {
  const share = Math.ceil(jobs.length / threads);
  const [own = [], ...others] = Array.from({ length: threads }, (_, i) =>
    jobs.slice(i * share, (i + 1) * share),
  );
  const working = others.map((each) => inWorker({ path: zip.path, jobs: each }));
  const parts = [checkTiles(zip.readInto, own), ...(await Promise.all(working))];
  const named = (list: 'unreadable' | 'differing') =>
    parts.flatMap((part, i) => part[list].map((number) => number + i * share));
  return {
    roots: Buffer.concat(parts.map(({ roots }) => roots)),
    unreadable: named('unreadable'),
    differing: named('differing'),
  };
}

async function inWorker(work: TileWork): Promise<CheckedTiles> {
  const worker = new Worker(new URL('./tile-worker.ts', import.meta.url), { workerData: work });
  const [checked] = await once(worker, 'message');
  return checked as CheckedTiles; // the only message a worker sends
}
