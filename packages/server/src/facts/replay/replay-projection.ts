import { newestEntryUpTo, newestPosition } from '../../ledger/index.ts';
import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { listPopulationRowsAt } from '../populations.store.ts';
import { comparePopulations, compareRows, type Difference } from './compare-projections.ts';
import { type FoldControl, foldLedger } from './fold-ledger.ts';
import { createProjectionDigest } from './projection-digest.ts';
import { findProjectionDigest } from './projection-digests.ts';
import type { ProjectionRow } from './projection-row.ts';
import { readReplayedRows } from './replayed-rows.store.ts';
import { storedProjection } from './stored-projection.ts';

const pageSize = 2_000;
const differencesMax = 20;

export type Replay = {
  readonly size: number;
  /** Of the projection as the ledger alone gives it. */
  readonly digest: string;
  /** Of the projection as it is kept, known at that size. */
  readonly stored: string;
  /** What the ledger itself says the digest was at this size; null where it says nothing. */
  readonly expected: string | null;
  /** Everything agrees. Null: it cannot be told, for part of the ledger's own account was erased or cannot be opened. */
  readonly equal: boolean | null;
  readonly facts: number;
  /** The first of them; `differing` counts all. */
  readonly differences: readonly Difference[];
  readonly differing: number;
};

/**
 * Rebuilds the facts from the ledger up to a size (all of it by default) and holds them against the ones that are kept, as they
 * were known at that size. Touches nothing; memory does not grow with the ledger.
 */
export async function replayProjection(
  tx: Tx,
  asked: { readonly size: number | null },
  services: Services,
  control: FoldControl,
): Promise<Replay> {
  const size = await sizeOf(tx, asked.size);
  const boundary = (await newestEntryUpTo(tx, size - 1, 'pull.completed@1'))?.position ?? -1;
  const { populations, unreadable } = await foldLedger(tx, { size, boundary }, services, control);
  const [told, kept] = [createProjectionDigest(size), createProjectionDigest(size)];
  const differences: Difference[] = [];
  let differing = 0;
  const onDifference = (difference: Difference) => {
    differing += 1;
    if (differences.length < differencesMax) differences.push(difference);
  };
  const pages = {
    stored: storedProjection(tx, boundary, services),
    replayed: replayedProjection(tx, control),
  };
  await compareRows(pages, { onStored: kept.add, onReplayed: told.add, onDifference });
  const keptPopulations = await listPopulationRowsAt(tx, { position: size - 1, toldBy: null });
  comparePopulations(keptPopulations, populations.rows()).forEach(onDifference);
  const { digest, facts } = told.finish(populations.rows());
  const stored = kept.finish(keptPopulations).digest;
  const expected = await findProjectionDigest(tx, size, services);
  const agrees = differing === 0 && stored === digest && (expected === null || expected === digest);
  const equal = unreadable > 0 ? null : agrees;
  return { size, digest, stored, expected, equal, facts, differences, differing };
}

async function sizeOf(tx: Tx, asked: number | null): Promise<number> {
  const newest = await newestPosition(tx);
  const size = newest === null ? 0 : newest.position + 1;
  if (asked !== null && asked > size) {
    refuse('bad-request', `the ledger has ${size} entries`, 'ask for a size it has reached');
  }
  return asked ?? size;
}

async function* replayedProjection(
  tx: Tx,
  { signal }: FoldControl,
): AsyncGenerator<readonly ProjectionRow[]> {
  for (let after = -1; ; ) {
    signal.throwIfAborted();
    const rows = await readReplayedRows(tx, { after, limit: pageSize });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.position;
  }
}
