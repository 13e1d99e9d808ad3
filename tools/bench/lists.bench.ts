import { join } from 'node:path';
import { type Bench, type Result, round } from './bench.ts';
import { type BenchServer, openBenchServer, workspacePath } from './bench-server.ts';
import { writeHistory } from './write-history.ts';

const changes = Number(process.env.BENCH_ROWS ?? 100_000);
const requests = 100;
const pageSize = 50;

/** Pages of items and of findings at places all over a hundred thousand changes, one request after another. */
export const bench: Bench = {
  name: 'lists',
  run: async () => {
    await using bench = await openBenchServer();
    const history = join(bench.folder, 'history');
    await writeHistory(history, changes);
    await bench.importFile('git', history);
    const [scope] = await scopesOf(bench);
    return [
      ...(await measure('items', bench, (random) => {
        const cursor = Buffer.from(JSON.stringify([scope, hexOf(random)])).toString('base64url');
        return `/populations/items?kind=change&limit=${pageSize}&cursor=${cursor}`;
      })),
      ...(await measure('findings', bench, (random) => {
        const cursor = Buffer.from(JSON.stringify([0, 'change', scope, hexOf(random)])).toString('base64url');
        return `/controls/change-review/findings?outcome=unknown&limit=${pageSize}&cursor=${cursor}`;
      })),
      ...(await measure('passes', bench, (random) => {
        const cursor = Buffer.from(JSON.stringify([3, 'change', scope, hexOf(random)])).toString('base64url');
        return `/controls/change-review/findings?limit=${pageSize}&cursor=${cursor}`;
      })),
      ...(await measure('search', bench, (random) => {
        const words = encodeURIComponent(`number ${Math.floor(random * changes)}`);
        return `/populations/items?kind=change&limit=${pageSize}&search=${words}`;
      })),
    ];
  },
};

async function measure(
  name: string,
  bench: BenchServer,
  pathOf: (random: number) => string,
): Promise<readonly Result[]> {
  const times: number[] = [];
  for (let request = 0; request < requests; request += 1) {
    const startedAt = performance.now();
    // The golden ratio spreads places evenly and alike in every run.
    await bench.get(workspacePath + pathOf((request * 0.618_033_988_7) % 1));
    times.push(performance.now() - startedAt);
  }
  times.sort((one, other) => one - other);
  return [
    { name: `list-${name}-p50`, value: round(times[Math.floor(requests * 0.5)] ?? 0), unit: 'ms' },
    { name: `list-${name}-p95`, value: round(times[Math.floor(requests * 0.95)] ?? 0), unit: 'ms' },
  ];
}

async function scopesOf(bench: BenchServer): Promise<readonly string[]> {
  const { items } = Object(await bench.get(`${workspacePath}/populations`));
  if (!Array.isArray(items)) throw new Error('the server lists no populations');
  return items.filter(({ kind }) => kind === 'change').map(({ scope }) => String(scope));
}

function hexOf(random: number): string {
  return Math.floor(random * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
