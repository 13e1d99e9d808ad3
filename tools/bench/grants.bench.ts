import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Bench, round } from './bench.ts';
import { openBenchServer } from './bench-server.ts';

const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const grantsOfEach = 5;
const changedEvery = 100;

type Cost = { readonly seconds: number; readonly cpuSeconds: number };

/** A list of rights, one a row and five for each account, through the API: first new, then with one row in a hundred changed. */
export const bench: Bench = {
  name: 'grants',
  run: async () => {
    await using bench = await openBenchServer();
    const path = join(bench.folder, 'grants.csv');
    const order = {
      kind: 'grant',
      system: 'desk',
      mapping: { login: 'Login', email: 'Mail', roles: 'Role', limitedTo: 'Team' },
    };
    const bring = () => bench.importFile('table', path, order);
    await writeGrants(path, false);
    const first = await costOf(bring);
    await writeGrants(path, true);
    const second = await costOf(bring);
    return [
      { name: 'grants-rows', value: round(rows / first.seconds), unit: 'rows/s' },
      { name: 'grants-rows-cpu', value: round(rows / first.cpuSeconds), unit: 'rows/CPU-s' },
      {
        name: 'grants-one-percent-changed',
        value: round(second.seconds),
        unit: 's',
        baseline: round(first.seconds),
        ratio: round(second.seconds / first.seconds),
      },
      {
        name: 'grants-one-percent-changed-cpu',
        value: round(second.cpuSeconds),
        unit: 'CPU-s',
        baseline: round(first.cpuSeconds),
        ratio: round(second.cpuSeconds / first.cpuSeconds),
      },
    ];
  },
};

/** Wall clock, and what this process computed: on a shared machine the second says more. The database's share is not in it. */
async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const used = process.cpuUsage(before);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (used.user + used.system) / 1_000_000,
  };
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
