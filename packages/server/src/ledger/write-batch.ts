import { refuse, type WorkspaceId } from '../platform/index.ts';
import { openLog } from './append-entries.ts';
import type { BatchKeys } from './batch-keys.ts';
import { copiesOf } from './entries.store.ts';
import type { Appended } from './entry-input.ts';
import type { RecordServices, Waiting } from './entry-queue.ts';
import { advanceHead, type LockedLog, lockNewestHead } from './heads.store.ts';
import { yearOf } from './open-log.ts';
import { areUsable, keyOf } from './payload-keys.ts';
import { placeEntries } from './place-entries.ts';
import { keyIdsOf, type Prepared, prepareInput } from './prepare-input.ts';

const batchBytesMax = 8 * 2 ** 20;
const triesMax = 3;

/**
 * Writes what waits in one transaction and answers all of it: each caller after the commit, or with the reason why there
 * is none. An input that does not fit the format fails alone. Returns what did not go into this batch because of its size.
 */
export async function writeBatch(
  workspaceId: WorkspaceId,
  waiting: readonly Waiting[],
  keys: BatchKeys,
  services: RecordServices,
): Promise<readonly Waiting[]> {
  let rest: readonly Waiting[] = [];
  let batch = waiting;
  try {
    for (let tries = 1; batch.length > 0; tries += 1) {
      const ready = await prepareBatch(batch, keys, services);
      rest = [...ready.rest, ...rest];
      batch = ready.batch;
      const outcome = await commitBatch(workspaceId, ready.prepared, services);
      if (typeof outcome !== 'string') {
        for (const [i, item] of batch.entries()) answer(item, outcome[i]);
        break;
      }
      await prepareAnother(outcome, tries, { workspaceId, keys, services });
    }
  } catch (error) {
    for (const item of batch) item.reject(error);
  }
  return rest;
}

function answer(item: Waiting, appended: Appended | undefined): void {
  if (appended === undefined) item.reject(new Error('an entry of the batch has no place'));
  else item.resolve(appended);
}

type ReadyBatch = {
  readonly batch: readonly Waiting[];
  readonly prepared: readonly Prepared[];
  readonly rest: readonly Waiting[];
};

async function prepareBatch(
  waiting: readonly Waiting[],
  keys: BatchKeys,
  services: RecordServices,
): Promise<ReadyBatch> {
  const taken = await keys.take(waiting.map((item) => item.input));
  const batch: Waiting[] = [];
  const prepared: Prepared[] = [];
  let bytes = 0;
  for (const [i, item] of waiting.entries()) {
    if (bytes > batchBytesMax) return { batch, prepared, rest: waiting.slice(i) };
    try {
      const ready = prepareInput(item.input, keyOf(item.input, taken), services);
      bytes += ready.sealed?.length ?? 0;
      prepared.push(ready);
      batch.push(item);
    } catch (error) {
      item.reject(error);
    }
  }
  return { batch, prepared, rest: [] };
}

type Obstacle = 'no-log' | 'forked' | 'key-destroyed';

/** Reads the head and takes its row in one round trip, writes everything and commits in a second one. */
export function commitBatch(
  workspaceId: WorkspaceId,
  prepared: readonly Prepared[],
  services: RecordServices,
): Promise<readonly Appended[] | Obstacle> {
  const first = lockNewestHead(workspaceId);
  return services.database.writeGrouped(workspaceId, {
    first,
    work: async ({ tx, rows, commitWith }) => {
      // The columns are those of `lockNewestHead`.
      const log = rows[0] as LockedLog | undefined;
      const now = services.clock.now();
      if (log === undefined || log.closedAt !== null || yearOf(now) > log.year) return 'no-log';
      if (log.forkedAt !== null) return 'forked';
      if (!(await areUsable(tx, keyIdsOf(prepared), services))) return 'key-destroyed';
      const { places, head, appended } = placeEntries(log, log, prepared, now);
      await commitWith(copiesOf(workspaceId, log.id, places), [advanceHead(log.id, log.size, head)]);
      return appended;
    },
  });
}

/** Clears what stood in the way; a log may also have been closed and followed while this writer waited for its row. */
async function prepareAnother(
  obstacle: Obstacle,
  tries: number,
  {
    workspaceId,
    keys,
    services,
  }: { readonly workspaceId: WorkspaceId; readonly keys: BatchKeys; readonly services: RecordServices },
): Promise<void> {
  if (obstacle === 'forked' && tries > 1) refuse('log-forked');
  if (tries >= triesMax) refuse('ledger-busy', 'the log kept changing, so nothing was written down');
  if (obstacle === 'key-destroyed') keys.forget();
  if (obstacle === 'no-log') {
    await services.database.withWorkspace(workspaceId, (tx) => openLog(tx, services));
  }
}
