import { append, record } from '../../packages/server/src/ledger/index.ts';
import { prepareInput } from '../../packages/server/src/ledger/prepare-input.ts';
import { commitBatch } from '../../packages/server/src/ledger/write-batch.ts';
import type { WorkspaceId } from '../../packages/server/src/platform/index.ts';
import { against, type Bench, type Result, round, secondsOf } from './bench.ts';
import { type CopyBaseline, openCopyBaseline } from './copy-baseline.ts';
import { probeFsync } from './fsync-probe.ts';
import { madeUpEntries, madeUpEntry } from './made-up-entries.ts';
import { type OpenLedger, openLedger } from './open-ledger.ts';
import { type Produced, runProducers } from './run-producers.ts';

const rounds = 3;
const bulkBatches = 20;
const bulkBatchSize = 1_024;
const rawRows = 30_000;
const entriesInAll = 20_480;
const producersOf = [64, 1_024] as const;

/**
 * The durable way into the log against COPY BINARY of the very same rows into tables with the same indexes. Each round
 * measures everything once, one after the other; the best round of each counts.
 */
export const bench: Bench = {
  name: 'append',
  run: async () => {
    await using ledger = await openLedger();
    const [full, alone] = [await ledger.addWorkspace('full'), await ledger.addWorkspace('alone')];
    await bulk(ledger, full, true);
    await bulk(ledger, full, true);
    await bulk(ledger, alone, false);
    await using raw = await openCopyBaseline(ledger, full, rawRows);
    const measured: Measured[] = [];
    for (let round = 0; round < rounds; round += 1)
      measured.push(await measure(ledger, { full, alone, raw }));
    return [probeFsync(ledger.dataDir), ...results(measured)];
  },
};

type Measured = {
  readonly rawFull: number;
  readonly rawAlone: number;
  readonly bulk: number;
  readonly bulkAlone: number;
  readonly insertPath: number;
  readonly full: readonly Produced[];
  readonly alone: readonly Produced[];
};

async function measure(
  ledger: OpenLedger,
  { full, alone, raw }: { full: WorkspaceId; alone: WorkspaceId; raw: CopyBaseline },
): Promise<Measured> {
  const produce = async (workspaceId: WorkspaceId, hasPayload: boolean) => {
    const produced: Produced[] = [];
    for (const producers of producersOf) {
      const write = (number: number) => record(workspaceId, madeUpEntry(number, hasPayload), ledger.services);
      produced.push(await runProducers(producers, entriesInAll / producers, write));
    }
    return produced;
  };
  return {
    rawFull: await raw.withPayloads(),
    rawAlone: await raw.ofLogAlone(),
    bulk: await bulk(ledger, full, true),
    bulkAlone: await bulk(ledger, alone, false),
    insertPath: await insertPath(ledger, alone),
    full: await produce(full, true),
    alone: await produce(alone, false),
  };
}

/** Entries a second in batches, each in a transaction of its own as a pull writes them. */
async function bulk(
  { services }: OpenLedger,
  workspaceId: WorkspaceId,
  hasPayload: boolean,
): Promise<number> {
  const batches = Array.from({ length: bulkBatches }, () => madeUpEntries(bulkBatchSize, hasPayload));
  const seconds = await secondsOf(async () => {
    for (const batch of batches) {
      await services.database.withWorkspace(workspaceId, (tx) => append(tx, batch, services));
    }
  });
  return (bulkBatches * bulkBatchSize) / seconds;
}

/** Entries a second from prepared to committed: places, hashes, root, COPY, commit; without canonical form and validation. */
async function insertPath({ services }: OpenLedger, workspaceId: WorkspaceId): Promise<number> {
  const batches = Array.from({ length: bulkBatches }, () =>
    madeUpEntries(bulkBatchSize, false).map((input) => prepareInput(input, null, services)),
  );
  const seconds = await secondsOf(async () => {
    for (const batch of batches) await commitBatch(workspaceId, batch, services);
  });
  return (bulkBatches * bulkBatchSize) / seconds;
}

function results(measured: readonly Measured[]): readonly Result[] {
  const best = (of: (one: Measured) => number) => Math.max(...measured.map(of));
  const [rawFull, rawAlone] = [best((one) => one.rawFull), best((one) => one.rawAlone)];
  const ofProducers = producersOf.flatMap((producers, i): Result[] => {
    const full = best((one) => one.full[i]?.entriesPerSecond ?? 0);
    const alone = best((one) => one.alone[i]?.entriesPerSecond ?? 0);
    const p99 = Math.min(...measured.map((one) => one.full[i]?.p99Ms ?? 0));
    const unit = 'entries/s';
    return [
      against(rawFull, { name: `append-${producers}-producers`, value: full, unit }),
      { name: `append-${producers}-producers-p99`, value: round(p99), unit: 'ms' },
      against(rawAlone, { name: `append-${producers}-producers-log-alone`, value: alone, unit }),
    ];
  });
  const unit = 'entries/s';
  return [
    ...ofProducers,
    against(rawFull, { name: 'append-batches-of-1024', value: best((one) => one.bulk), unit }),
    against(rawAlone, {
      name: 'append-batches-of-1024-log-alone',
      value: best((one) => one.bulkAlone),
      unit,
    }),
    against(rawAlone, { name: 'append-insert-path-1024', value: best((one) => one.insertPath), unit }),
  ];
}
