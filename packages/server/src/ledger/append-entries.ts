import { runWithCopies, type Services, type Tx } from '../platform/index.ts';
import { copiesOf } from './entries.store.ts';
import type { Appended, EntryInput } from './entry-input.ts';
import { advanceHead } from './heads.store.ts';
import { type Log, lockHead } from './logs.store.ts';
import { currentLog, yearOf } from './open-log.ts';
import { areUsable, keyOf, keysFor } from './payload-keys.ts';
import { placeEntries } from './place-entries.ts';
import { keyIdsOf, type Prepared, prepareInput } from './prepare-input.ts';

export type AppendServices = Pick<Services, 'clock' | 'ids' | 'keyring' | 'dataKeys'>;

/**
 * Writes entries at the end of the workspace's log, inside the caller's transaction and as its last step: from here on
 * the log's row is held. Commit order is index order. Everything but the place and `recordedAt` is made before the lock.
 * Throws when an entry does not fit the format (RFC 8785 profile, 16 KiB); when the row cannot be had in time its
 * transaction ends with `ledger-busy`. Then nothing of the transaction may commit.
 */
export async function append(
  tx: Tx,
  inputs: readonly EntryInput[],
  services: AppendServices,
): Promise<readonly Appended[]> {
  if (inputs.length === 0) return [];
  for (;;) {
    const prepared = await prepareAll(tx, inputs, services);
    const log = await openLog(tx, services);
    const appended = await appendPrepared(tx, log, prepared, services);
    if (appended !== null) return appended;
  }
}

/** The log of this year, opened with its first entry where there is none yet. */
export function openLog(tx: Tx, services: AppendServices): Promise<Log> {
  return currentLog(tx, services, async ({ log, first }) =>
    appendPrepared(tx, log, await prepareAll(tx, first, services), services),
  );
}

/**
 * Null when it has to be begun again, because something happened while this writer waited for the row: the year turned
 * and the log may have been closed, or a key was destroyed.
 */
async function appendPrepared(
  tx: Tx,
  log: Log,
  prepared: readonly Prepared[],
  services: AppendServices,
): Promise<readonly Appended[] | null> {
  const head = await lockHead(tx, log.id);
  const now = services.clock.now();
  if (head.closedAt !== null || yearOf(now) > log.year) return null;
  if (!(await areUsable(tx, keyIdsOf(prepared), services))) return null;
  const placed = placeEntries(log, head, prepared, now);
  const copies = copiesOf(tx.workspaceId ?? '', log.id, placed.places);
  await runWithCopies(tx.client, copies, [advanceHead(log.id, head.size, placed.head)]);
  return placed.appended;
}

async function prepareAll(
  tx: Tx,
  inputs: readonly EntryInput[],
  services: AppendServices,
): Promise<readonly Prepared[]> {
  const keys = await keysFor(tx, inputs, services);
  return inputs.map((input) => prepareInput(input, keyOf(input, keys), services));
}
