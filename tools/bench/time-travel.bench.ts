import { join } from 'node:path';
import { type Bench, type Result, round, secondsOf } from './bench.ts';
import { type BenchServer, openBenchServer, textAt, workspacePath } from './bench-server.ts';
import { writeAccounts } from './write-accounts.ts';

const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const requests = 60;
const pageSize = 50;
const megabyte = 2 ** 20;

/**
 * Pages of a hundred thousand accounts as known at times past, beside the same pages as of now; search of the ledger; and a
 * replay of it. The list was read three times: a hundredth of it, all of it, and with every second account changed.
 */
export const bench: Bench = {
  name: 'time-travel',
  run: async () => {
    await using bench = await openBenchServer();
    const path = join(bench.folder, 'accounts.csv');
    const closings: string[] = [];
    for (const [count, changedEvery] of [[rows / 100], [rows], [rows, 2]] as const) {
      await writeAccounts(path, count, changedEvery);
      await bench.importFile('table', path);
      closings.push(await newestClosing(bench));
    }
    const [early = '', whole = ''] = closings;
    const [scope] = await scopesOf(bench);
    const page = (random: number) => {
      const cursor = Buffer.from(JSON.stringify([scope, `crm/sub_${hexOf(random)}`])).toString('base64url');
      return `/populations/items?kind=account&limit=${pageSize}&cursor=${cursor}`;
    };
    return [
      ...(await measure('now', bench, page)),
      ...(await measure('known-whole', bench, (random) => `${page(random)}&knownAt=${whole}`)),
      ...(await measure('known-early', bench, (random) => `${page(random)}&knownAt=${early}`)),
      ...(await measure('true-at', bench, (random) => `${page(random)}&trueAt=${new Date().toISOString()}`)),
      ...(await measure('populations', bench, () => `/populations?knownAt=${whole}`)),
      ...(await measure('search-type', bench, () => '/ledger/entries?search=connection.')),
      ...(await measure('search-ref', bench, () => '/ledger/entries?ref=con_none')),
      ...(await measure('health', bench, () => '/ledger/health')),
      ...(await replayed(bench)),
    ];
  },
};

async function replayed(bench: BenchServer): Promise<readonly Result[]> {
  const memory: number[] = [process.memoryUsage.rss() / megabyte];
  const sampler = setInterval(() => memory.push(process.memoryUsage.rss() / megabyte), 250);
  let answer: unknown;
  const seconds = await secondsOf(async () => {
    answer = await bench.post(`${workspacePath}/ledger/replay`, {});
  });
  clearInterval(sampler);
  const { equal, size } = Object(answer);
  if (equal !== true) throw new Error(`the replay differs: ${JSON.stringify(answer)}`);
  const grown = Math.max(...memory) - (memory[0] ?? 0);
  return [
    { name: 'replay', value: round(seconds), unit: 's' },
    { name: 'replay-entries', value: round(Number(size) / seconds), unit: 'entries/s' },
    { name: 'replay-memory-growth', value: round(grown), unit: 'MiB' },
  ];
}

async function measure(
  name: string,
  bench: BenchServer,
  pathOf: (random: number) => string,
): Promise<readonly Result[]> {
  const times: number[] = [];
  for (let request = 0; request < requests; request += 1) {
    // The golden ratio spreads places evenly and alike in every run.
    const path = pathOf((request * 0.618_033_988_7) % 1);
    const startedAt = performance.now();
    await bench.get(workspacePath + path);
    times.push(performance.now() - startedAt);
  }
  times.sort((one, other) => one - other);
  return [
    { name: `time-${name}-p50`, value: round(times[Math.floor(requests * 0.5)] ?? 0), unit: 'ms' },
    { name: `time-${name}-p95`, value: round(times[Math.floor(requests * 0.95)] ?? 0), unit: 'ms' },
  ];
}

async function newestClosing(bench: BenchServer): Promise<string> {
  const { items } = Object(await bench.get(`${workspacePath}/ledger/entries?type=pull.completed&limit=1`));
  const [newest]: readonly unknown[] = Array.isArray(items) ? items : [];
  return String(Reflect.get(Object(newest), 'position'));
}

async function scopesOf(bench: BenchServer): Promise<readonly string[]> {
  const { items } = Object(await bench.get(`${workspacePath}/populations`));
  if (!Array.isArray(items)) throw new Error('the server lists no populations');
  return items.filter(({ kind }) => kind === 'account').map((population) => textAt(population, 'scope'));
}

function hexOf(random: number): string {
  return Math.floor(random * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
