import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type Result, round } from './bench.ts';
import { openBenchServer } from './bench-server.ts';

const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const grantsOfEach = 5;
const changedEvery = 100;

type Cost = { readonly seconds: number; readonly cpuSeconds: number };

/**
 * A list of rights, one a row and five for each account, through the API: first new, then with one row in a hundred changed;
 * until it is written down (`read`), and until everything that follows the ledger has followed it.
 */
export const bench: Bench = {
  name: 'grants',
  run: async () => {
    await using bench = await openBenchServer();
    const path = join(bench.folder, 'grants.csv');
    const mapping = { login: 'Login', email: 'Mail', roles: 'Role', limitedTo: 'Team' };
    const order = { kind: 'grant', system: 'desk', mapping };
    const bring = (onRead: () => void) => bench.importFile('table', path, order, onRead);
    await writeGrants(path, false);
    const first = await costsOf(bring);
    await writeGrants(path, true);
    const second = await costsOf(bring);
    return (['read', 'followed'] as const).flatMap((part) => [
      { name: `grants-${part}`, value: round(rows / first[part].seconds), unit: 'rows/s' },
      { name: `grants-${part}-cpu`, value: round(rows / first[part].cpuSeconds), unit: 'rows/CPU-s' },
      share(`grants-${part}-again`, 's', second[part].seconds, first[part].seconds),
      share(`grants-${part}-again-cpu`, 'CPU-s', second[part].cpuSeconds, first[part].cpuSeconds),
    ]);
  },
};

/** Wall clock, and what this process computed: on a shared machine the second says more. The database's share is not in it. */
async function costsOf(
  work: (onRead: () => void) => Promise<unknown>,
): Promise<{ readonly read: Cost; readonly followed: Cost }> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const cost = (): Cost => {
    const used = process.cpuUsage(before);
    return {
      seconds: (performance.now() - startedAt) / 1000,
      cpuSeconds: (used.user + used.system) / 1_000_000,
    };
  };
  let read = cost();
  await work(() => {
    read = cost();
  });
  return { read, followed: cost() };
}

function share(name: string, unit: string, value: number, baseline: number): Result {
  return { name, value: round(value), unit, baseline: round(baseline), ratio: round(value / baseline) };
}

async function writeGrants(path: string, isChanged: boolean): Promise<void> {
  const file = createWriteStream(path);
  file.write('Login,Mail,Role,Team\n');
  for (let row = 0; row < rows; row += 1) {
    const login = `user-${String(Math.floor(row / grantsOfEach)).padStart(7, '0')}`;
    const role = isChanged && row % changedEvery === 0 ? 'former role' : `role ${row % grantsOfEach}`;
    if (!file.write(`${login},${login}@team.example,${role},team ${row % 7}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
