import { z } from 'zod';
import type { ImportBatch, ImportFile } from './import-batches.store.ts';
import { pullError } from './population-report.ts';
import type { StoredPull } from './pulls.store.ts';

/** Files that were handed over together, as the API shows them. */
export const importBatchView = z.object({
  id: z.string(),
  orderedAt: z.string(),
  orderedBy: z.string(),
  /** `running` until every file is read, failed or cancelled. */
  state: z.enum(['running', 'ended', 'cancelled']),
  endedAt: z.string().nullable(),
  files: z.array(
    z.object({
      place: z.int(),
      name: z.string(),
      state: z.enum(['waiting', 'reading', 'read', 'partly', 'failed', 'cancelled']),
      /** The export it was recognised as, or what such files were called before; null where its columns were guessed. */
      knownAs: z.string().nullable(),
      pull: z.string().nullable(),
      connection: z.string().nullable(),
      phase: z.string().nullable(),
      progress: z.object({ done: z.int(), total: z.int().nullable(), unit: z.string() }).nullable(),
      /** What came, list by list. */
      lists: z.array(
        z.object({
          kind: z.string(),
          scope: z.string(),
          items: z.int(),
          rejected: z.int(),
          isWhole: z.boolean(),
          reasons: z.array(z.string()),
        }),
      ),
      error: pullError.nullable(),
    }),
  ),
});

export type ImportBatchView = z.infer<typeof importBatchView>;

export function viewBatch(
  batch: ImportBatch,
  files: readonly ImportFile[],
  pulls: ReadonlyMap<string, StoredPull>,
): ImportBatchView {
  const { id, orderedAt, orderedBy, cancelledAt, endedAt } = batch;
  const state = endedAt === null ? 'running' : cancelledAt === null ? 'ended' : 'cancelled';
  return {
    ...{ id, orderedAt, orderedBy, state, endedAt },
    files: files.map((file) => viewFile(file, file.pull === null ? undefined : pulls.get(file.pull))),
  };
}

function viewFile(file: ImportFile, pull: StoredPull | undefined): ImportBatchView['files'][number] {
  const { place, name, state, knownAs } = file;
  const isRunning = pull?.state === 'running';
  return {
    ...{ place, name, state, knownAs },
    pull: file.pull,
    connection: pull === undefined || pull.connection === '' ? null : pull.connection,
    phase: isRunning ? pull.phase : null,
    progress: isRunning ? pull.progress : null,
    lists: (pull?.populations ?? []).map(({ kind, scope, items, rejected, complete, reasons }) => ({
      ...{ kind, scope, items, rejected },
      isWhole: complete,
      reasons: [...reasons],
    })),
    error: file.error ?? pull?.error ?? null,
  };
}
