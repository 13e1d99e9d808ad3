import { join } from 'node:path';
import { type Bench, type Result, round, secondsOf } from './bench.ts';
import { openBenchServer } from './bench-server.ts';
import { writeAccounts } from './write-accounts.ts';

const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const sampleMs = 250;
const megabyte = 2 ** 20;

/** A list of accounts through the API: new, unchanged, and with one row in a hundred changed; until checks have run. */
export const bench: Bench = {
  name: 'import',
  run: async () => {
    await using bench = await openBenchServer();
    const path = join(bench.folder, 'accounts.csv');
    await writeAccounts(path, rows);
    const memory: number[] = [];
    const sampler = setInterval(() => memory.push(process.memoryUsage.rss() / megabyte), sampleMs);
    const first = await secondsOf(() => bench.importFile('table', path));
    clearInterval(sampler);
    const unchanged = await secondsOf(() => bench.importFile('table', path));
    await writeAccounts(path, rows, 100);
    const changed = await secondsOf(() => bench.importFile('table', path));
    return [
      { name: 'import-rows', value: round(rows / first), unit: 'rows/s' },
      share('import-unchanged', unchanged, first),
      share('import-one-percent-changed', changed, first),
      growth(memory),
    ];
  },
};

function share(name: string, seconds: number, first: number): Result {
  return {
    name,
    value: round(seconds),
    unit: 's',
    baseline: round(first),
    ratio: round(seconds / first),
  };
}

/** The highest resident memory of the second half of the import against that of its first half. */
function growth(memory: readonly number[]): Result {
  const middle = Math.floor(memory.length / 2);
  const [before, after] = [Math.max(...memory.slice(0, middle)), Math.max(...memory.slice(middle))];
  return {
    name: 'import-memory',
    value: round(after),
    unit: 'MiB',
    baseline: round(before),
    ratio: round(after / before),
  };
}
