import { formatCheckpoint } from '@daybook/ledger';
import { describeError, type Services, type Tx, type WorkspaceId } from '../platform/index.ts';
import { insertCheckpoint, newestCheckpoint, type StoredCheckpoint } from './checkpoints.store.ts';
import { type Log, newestLog, readHead } from './logs.store.ts';
import { openSigners } from './succession/log-keys.store.ts';
import { signText } from './succession/signer.ts';

type SignServices = Pick<Services, 'clock' | 'keyring'>;

/**
 * The newest log's checkpoint at its present size: signed now if it grew since the last one, else the last one. Null for a
 * workspace that has no log yet. Never signs two roots for one size: the row's key refuses it. A forked log gets no
 * signature: its last checkpoint is answered, whatever its size.
 */
export async function ensureCheckpoint(tx: Tx, services: SignServices): Promise<StoredCheckpoint | null> {
  const log = await newestLog(tx);
  return log === null ? null : checkpointLog(tx, log, services);
}

/** The checkpoint of one log at its present size, signed now unless it was before or the log is forked. */
export async function checkpointLog(
  tx: Tx,
  log: Log,
  services: SignServices,
): Promise<StoredCheckpoint | null> {
  const head = await readHead(tx, log.id);
  const newest = await newestCheckpoint(tx, log.id);
  if (head.forkedAt !== null || newest?.size === head.size) return newest;
  return signHead(tx, { log, head }, services);
}

/** Signs this size and root with every key that signs now, and keeps the note. */
export async function signHead(
  tx: Tx,
  { log, head }: { readonly log: Log; readonly head: { readonly size: number; readonly root: Buffer } },
  services: SignServices,
): Promise<StoredCheckpoint> {
  const { size, root } = head;
  const text = formatCheckpoint({ origin: log.origin, size, root, extensions: [] });
  const note = await signText(text, await openSigners(tx, log, services));
  const signed = { size, root, note, signedAt: services.clock.now() };
  await insertCheckpoint(tx, log.id, signed);
  return signed;
}

/** A log's newest checkpoint as it is stored, once its transaction is over. */
export type SignedHead = {
  readonly workspaceId: WorkspaceId;
  readonly log: Log;
  readonly checkpoint: StoredCheckpoint;
};

/**
 * Signs what grew, for each workspace given; the scheduler calls it at most once a second. One workspace that cannot be
 * signed is logged and keeps no other one from it. Answers the newest checkpoint of each log that is not forked.
 */
export async function signCheckpoints(
  workspaceIds: Iterable<WorkspaceId>,
  services: Pick<Services, 'database' | 'clock' | 'keyring' | 'log'>,
): Promise<readonly SignedHead[]> {
  const signed: SignedHead[] = [];
  for (const workspaceId of workspaceIds) {
    try {
      const head = await services.database.withWorkspace(workspaceId, (tx) => signNewest(tx, services));
      if (head !== null) signed.push({ workspaceId, ...head });
    } catch (error) {
      services.log.error({ workspaceId, error: describeError(error) }, 'checkpoint was not signed');
    }
  }
  return signed;
}

async function signNewest(tx: Tx, services: SignServices): Promise<Omit<SignedHead, 'workspaceId'> | null> {
  const log = await newestLog(tx);
  if (log === null || (await readHead(tx, log.id)).forkedAt !== null) return null;
  const checkpoint = await checkpointLog(tx, log, services);
  return checkpoint && { log, checkpoint };
}
