import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CheckedTiles, TileJob } from './check-tiles.ts';
import type { TileWork } from './tile-worker.ts';

/**
 * The same as `checkTiles`, shared out among threads: each takes a row of neighbouring bundles, since no bundle's leaf
 * hashes depend on another's.
 */
export async function checkTilesInWorkers(
  path: string,
  jobs: readonly TileJob[],
  threads: number,
): Promise<CheckedTiles> {
  const share = Math.ceil(jobs.length / threads);
  const shares = Array.from({ length: threads }, (_, i) => jobs.slice(i * share, (i + 1) * share));
  const parts = await Promise.all(shares.map((each) => inWorker({ path, jobs: each })));
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
