import {
  keepTiles,
  proveInclusion,
  record,
  signCheckpoints,
} from '../../packages/server/src/ledger/index.ts';
import { silentLog, type WorkspaceId } from '../../packages/server/src/platform/index.ts';
import { type Bench, type Result, round, secondsOf } from './bench.ts';
import { fillLog } from './fill-log.ts';
import { madeUpEntry } from './made-up-entries.ts';
import { type OpenLedger, openLedger } from './open-ledger.ts';
import { runProducers } from './run-producers.ts';

const smallSize = 10_000;
const largeSize = Number(process.env.BENCH_SCALE ?? 10_000_000);
const producers = 64;
const entriesEach = 100;
const rounds = 4;
const proofs = 50;

/**
 * The cost of one entry in a small log and in a very large one, and the first proofs there: the tiles are kept before,
 * as a running server does within seconds while they come.
 */
export const bench: Bench = {
  name: 'scale',
  isSlow: true,
  run: async () => {
    await using small = await openFilled(smallSize);
    await using large = await openFilled(largeSize);
    const costs: { readonly small: number[]; readonly large: number[] } = { small: [], large: [] };
    // In turns, so that whatever else this machine does meets both.
    for (let turn = 0; turn < rounds; turn += 1) {
      costs.small.push(await costOf(small));
      costs.large.push(await costOf(large));
    }
    const [smallest, largest] = [Math.min(...costs.small), Math.min(...costs.large)];
    return [
      {
        name: `scale-entry-at-${largeSize}`,
        value: round(largest),
        unit: 'us/entry',
        baseline: round(smallest),
        ratio: round(largest / smallest),
      },
      ...(await proofTimes(large)),
    ];
  },
};

type Filled = OpenLedger & { readonly workspaceId: WorkspaceId };

async function openFilled(size: number): Promise<Filled> {
  await using stack = new AsyncDisposableStack();
  const ledger = stack.use(await openLedger());
  const workspaceId = await ledger.addWorkspace('filled');
  await record(workspaceId, madeUpEntry(0), ledger.services);
  await fillLog(ledger, workspaceId, size);
  const resources = stack.move();
  return { ...ledger, workspaceId, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

async function costOf({ workspaceId, services }: Filled): Promise<number> {
  const write = (number: number) => record(workspaceId, madeUpEntry(number), services);
  const { entriesPerSecond } = await runProducers(producers, entriesEach, write);
  return 1_000_000 / entriesPerSecond;
}

async function proofTimes({ workspaceId, services }: Filled): Promise<readonly Result[]> {
  await signCheckpoints([workspaceId], { ...services, log: silentLog });
  const prove = (position: number) =>
    services.database.withWorkspace(workspaceId, (tx) => proveInclusion(tx, position, services));
  const tiling = await secondsOf(() => keepTiles([workspaceId], new Map(), { ...services, log: silentLog }));
  const first = await secondsOf(() => prove(largeSize - 1));
  const others: number[] = [];
  // The golden ratio spreads places evenly and alike in every run.
  for (let i = 1; i <= proofs; i += 1) {
    const position = Math.floor(((i * 0.618_033_988_7) % 1) * largeSize);
    others.push(await secondsOf(() => prove(position)));
  }
  others.sort((one, other) => one - other);
  return [
    { name: 'scale-keep-tiles', value: round(tiling), unit: 's' },
    { name: `scale-first-proof-at-${largeSize}`, value: round(first * 1000), unit: 'ms' },
    { name: 'scale-proof-p50', value: round((others[proofs / 2] ?? 0) * 1000), unit: 'ms' },
    { name: 'scale-proof-max', value: round((others.at(-1) ?? 0) * 1000), unit: 'ms' },
  ];
}
