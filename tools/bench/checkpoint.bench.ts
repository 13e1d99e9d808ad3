import { setTimeout as wait } from 'node:timers/promises';
import { newestCheckpoint, newestLog, record } from '../../packages/server/src/ledger/index.ts';
import { listWorkspaces } from '../../packages/server/src/platform/index.ts';
import { type Bench, round } from './bench.ts';
import { type BenchServer, openBenchServer, workspacePath } from './bench-server.ts';
import { madeUpEntry } from './made-up-entries.ts';

const entries = 400;
const betweenMs = 37;
const pollMs = 5;

/** From the acknowledgement of an entry to the moment a signed checkpoint covers it, with the schedule of a running server. */
export const bench: Bench = {
  name: 'checkpoint',
  run: async () => {
    await using bench = await openBenchServer();
    await bench.get(`${workspacePath}/ledger`);
    const delays = await measureDelays(bench);
    delays.sort((one, other) => one - other);
    const at = (share: number) => round(delays[Math.floor(delays.length * share)] ?? 0);
    return [
      { name: 'checkpoint-covers-p50', value: at(0.5), unit: 'ms' },
      {
        name: 'checkpoint-covers-p99',
        value: at(0.99),
        unit: 'ms',
        baseline: 1_000,
        ratio: round(at(0.99) / 1_000),
      },
    ];
  },
};

async function measureDelays({ server }: BenchServer): Promise<number[]> {
  const { services } = server;
  const [workspace] = await services.database.withSystem('bench', listWorkspaces);
  if (workspace === undefined) throw new Error('the server has no workspace');
  const open: { readonly index: number; readonly at: number }[] = [];
  const delays: number[] = [];
  let isWriting = true;
  const watch = async () => {
    while (isWriting || open.length > 0) {
      const size = await services.database.withWorkspace(workspace.id, async (tx) => {
        const log = await newestLog(tx);
        return log === null ? 0 : ((await newestCheckpoint(tx, log.id))?.size ?? 0);
      });
      const seenAt = performance.now();
      for (let first = open[0]; first !== undefined && first.index < size; first = open[0]) {
        delays.push(seenAt - first.at);
        open.shift();
      }
      await wait(pollMs);
    }
  };
  const watching = watch();
  for (let entry = 0; entry < entries; entry += 1) {
    const { index } = await record(workspace.id, madeUpEntry(entry), services);
    open.push({ index, at: performance.now() });
    await wait(betweenMs);
  }
  isWriting = false;
  await watching;
  return delays;
}
