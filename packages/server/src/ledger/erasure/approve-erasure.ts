import {
  type Actor,
  describeError,
  type ErasedItem,
  type ErasureTarget,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { append } from '../append-entries.ts';
import type { EntryInput } from '../entry-input.ts';
import { lockHead, newestLog } from '../logs.store.ts';
import { clearQuietly } from './clear-erasures.ts';
import { destroyPayloads, prepareDestruction } from './destroy-payloads.ts';
import { insertErased } from './erased-payloads.store.ts';
import { erasureEntry } from './erasure-entries.ts';
import { itemsOf, targetOf } from './erasure-target.ts';
import { decideErasure, lockErasure, lockErasures, type StoredErasure } from './erasures.store.ts';
import { findCoveringHold } from './hold-cover.ts';
import { requirePerson } from './require-person.ts';

export type ApproveOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly erasure: string;
};

const positionsPerEntryMax = 500;

/**
 * Erases what was asked for. The payloads, what was derived from them, the entries that say so and the approval are one
 * transaction; keys and files follow, and are made up for at the next start if this process dies in between. Throws
 * `second-person-needed`, `person-needed`, `under-hold`, `already-decided`, and what a part refuses with.
 */
export async function approveErasure(order: ApproveOrder, services: Services): Promise<void> {
  const { workspaceId, actor } = order;
  requirePerson(actor, 'approves an erasure');
  services.keyring.assertOpen();
  const retired: string[] = [];
  try {
    await services.database.withWorkspace(workspaceId, (tx) => eraseInTx(tx, order, retired, services));
  } catch (error) {
    await releaseKeys(order, retired, services);
    throw error;
  }
  await clearQuietly(workspaceId, services);
  for (const topic of ['erasures', 'ledger', 'facts'] as const) services.live.publish(workspaceId, topic);
  await services.followers.run(workspaceId).catch((error: unknown) => {
    services.log.error({ workspaceId, error: describeError(error) }, 'the ledger was not followed');
  });
}

/**
 * Where the commit's answer was lost it may still be under way; then it holds the request's row. Keys whose fate cannot be
 * told stay retired until the next start: nothing is sealed under what may be gone.
 */
async function releaseKeys(
  { workspaceId, erasure }: ApproveOrder,
  retired: readonly string[],
  { database, dataKeys, log }: Services,
): Promise<void> {
  if (retired.length === 0) return;
  try {
    await database.withWorkspace(workspaceId, async (tx) => {
      await lockErasure(tx, erasure);
      await dataKeys.release(tx, retired);
    });
  } catch (error) {
    log.error({ workspaceId, error: describeError(error) }, 'keys of a failed erasure stay out of use');
  }
}

async function eraseInTx(tx: Tx, order: ApproveOrder, retired: string[], services: Services): Promise<void> {
  const { actor } = order;
  await lockErasures(tx);
  const found = (await lockErasure(tx, order.erasure)) ?? refuse('not-found');
  requireUndecided(found, actor);
  const wanted = await targetOf(tx, found);
  for (const part of services.erasureParts.all) await part.prepare?.(tx, wanted);
  // Early, before the slow part; and once more when nothing can be placed in between any more.
  await refuseUnderHold(tx, wanted, services);
  const plan = await prepareDestruction(tx, wanted, services);
  retired.push(...plan.keyIds);
  await lockNewestHead(tx);
  await refuseUnderHold(tx, wanted, services);
  const target = await destroyPayloads(tx, plan, services);
  const items = await itemsOf(tx, target, services);
  for (const part of services.erasureParts.all) await part.forget?.(tx, target, items);
  await recordErased(tx, { found, actor, target, items }, services);
}

function requireUndecided(found: StoredErasure, actor: Actor): void {
  if (found.state !== 'requested') refuse('already-decided');
  if (found.requestedBy === actor.id) refuse('second-person-needed');
}

async function refuseUnderHold(tx: Tx, target: ErasureTarget, services: Services): Promise<void> {
  const hold = await findCoveringHold(tx, target, services.erasureParts);
  if (hold !== null)
    refuse('under-hold', `the legal hold \`${hold.id}\` covers this; it wins over any erasure`);
}

/** From here on nothing is appended, and so nothing is sealed or held, by anyone else. */
async function lockNewestHead(tx: Tx): Promise<void> {
  for (;;) {
    const log = (await newestLog(tx)) ?? refuse('not-found');
    // Closed while this waited for its row: the year turned, and others write into its successor.
    if ((await lockHead(tx, log.id)).closedAt === null) return;
  }
}

type Erased = {
  readonly found: StoredErasure;
  readonly actor: Actor;
  readonly target: ErasureTarget;
  readonly items: readonly ErasedItem[];
};

async function recordErased(tx: Tx, erased: Erased, services: Services): Promise<void> {
  const { found, actor, target, items } = erased;
  const at = services.clock.now();
  const chunks = inChunks(target.positions);
  const entries = chunks.map((positions) => erasedEntry(erased, positions, at));
  const appended = await append(tx, entries, services);
  const rows = chunks.flatMap((positions, i) =>
    positions.map((position) => ({ position, by: appended[i]?.position ?? -1 })),
  );
  await insertErased(tx, rows, items);
  const decision = { state: 'approved', by: actor.id, at, erasedPayloads: rows.length } as const;
  await decideErasure(tx, found.id, { ...decision, entries: appended.map((entry) => entry.position) });
}

function inChunks(positions: readonly number[]): readonly (readonly number[])[] {
  const chunks: (readonly number[])[] = [];
  for (let i = 0; i < positions.length; i += positionsPerEntryMax) {
    chunks.push(positions.slice(i, i + positionsPerEntryMax));
  }
  return chunks;
}

function erasedEntry({ found, actor, items }: Erased, positions: readonly number[], at: string): EntryInput {
  const own = new Set(positions);
  const records = items
    .filter((item) => own.has(item.position))
    .map(({ position, kind, scope, key }) => ({ position, kind, scope, key }));
  const { id, subject, legalBasis, requestedBy } = found;
  const refs = subject === null ? [id] : [id, subject];
  const payload = {
    positions: [...positions],
    legalBasis,
    requestedBy,
    approvedBy: actor.id,
    items: records,
  };
  return erasureEntry('payload.erased@1', { actor, at, refs }, payload);
}
