import { signCheckpoint } from '@daybook/ledger';
import type { Services, Tx, WorkspaceId } from '../platform/index.ts';
import { insertCheckpoint, newestCheckpoint, type StoredCheckpoint } from './checkpoints.store.ts';
import { type Log, newestLog, openSigner, readHead } from './logs.store.ts';

/**
 * The newest log's checkpoint at its present size: signed now if it grew since the last one, else the last one.
 * Null for a workspace that has no log yet. Never signs two roots for one size: the row's key refuses it.
 */
export async function ensureCheckpoint(
  tx: Tx,
  services: Pick<Services, 'clock' | 'keyring'>,
): Promise<StoredCheckpoint | null> {
  const log = await newestLog(tx);
  return log === null ? null : checkpointLog(tx, log, services);
}

/** The checkpoint of one log at its present size, signed now unless it was before. */
export async function checkpointLog(
  tx: Tx,
  log: Log,
  services: Pick<Services, 'clock' | 'keyring'>,
): Promise<StoredCheckpoint> {
  const head = await readHead(tx, log.id);
  const newest = await newestCheckpoint(tx, log.id);
  if (newest !== null && newest.size === head.size) return newest;
  const signer = await openSigner(tx, log, services);
  const checkpoint = { origin: log.origin, size: head.size, root: head.root, extensions: [] };
  const signed = {
    size: head.size,
    root: head.root,
    note: signCheckpoint(checkpoint, signer),
    signedAt: services.clock.now(),
  };
  await insertCheckpoint(tx, log.id, signed);
  return signed;
}

/** Signs what grew, for each workspace given; the scheduler in `main.ts` calls it at most once a second. */
export async function signCheckpoints(
  workspaceIds: Iterable<WorkspaceId>,
  services: Pick<Services, 'database' | 'clock' | 'keyring'>,
): Promise<void> {
  for (const workspaceId of workspaceIds) {
    await services.database.withWorkspace(workspaceId, (tx) => ensureCheckpoint(tx, services));
  }
}
