import type { Tx } from '../platform/index.ts';
import { type ImportBatchView, viewBatch } from './import-batch-view.ts';
import { filesOf, type ImportBatch, pullsOfFiles } from './import-batches.store.ts';

/** Batches with their files and how far each is. */
export async function readBatches(
  tx: Tx,
  batches: readonly ImportBatch[],
): Promise<readonly ImportBatchView[]> {
  const files = await filesOf(
    tx,
    batches.map(({ id }) => id),
  );
  const told = await pullsOfFiles(
    tx,
    files.flatMap(({ pull }) => pull ?? []),
  );
  const pulls = new Map(told.map((pull) => [pull.id, pull]));
  const byBatch = Map.groupBy(files, ({ batch }) => batch);
  return batches.map((batch) => viewBatch(batch, byBatch.get(batch.id) ?? [], pulls));
}
