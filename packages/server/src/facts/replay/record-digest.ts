import {
  append,
  ensureCheckpoint,
  entryOf,
  grewSince,
  newestEntryUpTo,
  newestPosition,
} from '../../ledger/index.ts';
import { type Services, systemActor, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { listPopulationRowsAt } from '../populations.store.ts';
import { lockDigests } from './digest-lock.store.ts';
import { createProjectionDigest, digestMethod } from './projection-digest.ts';
import { digestType } from './projection-digests.ts';
import { storedProjection } from './stored-projection.ts';

/** What says nothing new of the world: a ledger that grew by these alone gets no further digest. */
const quietTypes = [digestType, 'anchor.receipt@1'];

/**
 * Once a UTC day in which the ledger grew: a checkpoint, and after it the digest of the facts as they are kept at that size, so
 * that what was reported that day can be proven and not only computed again. Several processes write it once.
 */
export async function recordDigest(workspaceId: WorkspaceId, services: Services): Promise<void> {
  const { database } = services;
  if (!(await database.withWorkspace(workspaceId, (tx) => isDue(tx, services)))) return;
  await services.followers.run(workspaceId);
  await database.withWorkspace(workspaceId, async (tx) => {
    await lockDigests(tx);
    if (!(await isDue(tx, services))) return;
    await ensureCheckpoint(tx, services);
    const size = ((await newestPosition(tx))?.position ?? -1) + 1;
    const { digest, facts } = await digestStored(tx, size, services);
    const now = services.clock.now();
    const payload = ownWords({ size, digest, facts, method: digestMethod });
    const when = { occurredAt: now, observedAt: now };
    await append(tx, [{ type: digestType, actor: systemActor, ...when, refs: [], payload }], services);
  });
  services.live.publish(workspaceId, 'ledger');
}

async function isDue(tx: Tx, { clock }: Services): Promise<boolean> {
  const newest = await newestPosition(tx);
  if (newest === null) return false;
  const last = await newestEntryUpTo(tx, newest.position, digestType);
  if (last === null) return true;
  const lastDay = entryOf(last.text).recordedAt.slice(0, 'YYYY-MM-DD'.length);
  if (clock.now().startsWith(lastDay)) return false;
  return grewSince(tx, last.position, quietTypes);
}

/** The digest of the facts as they are kept, known at a size. */
export async function digestStored(
  tx: Tx,
  size: number,
  services: Services,
): Promise<{ readonly digest: string; readonly facts: number }> {
  const boundary = (await newestEntryUpTo(tx, size - 1, 'pull.completed@1'))?.position ?? -1;
  const digest = createProjectionDigest(size);
  for await (const page of storedProjection(tx, boundary, services)) page.forEach(digest.add);
  return digest.finish(await listPopulationRowsAt(tx, { position: size - 1, toldBy: null }));
}
