import { inclusionProofFromTiles } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { newestCheckpoint, type StoredCheckpoint } from './checkpoints.store.ts';
import { type Log, listLogs, newestLog } from './logs.store.ts';
import { readTilesOf } from './read-tiles.ts';
import { ensureCheckpoint } from './sign-checkpoint.ts';

export type InclusionProof = {
  readonly log: Log;
  readonly index: number;
  readonly checkpoint: StoredCheckpoint;
  readonly hashes: readonly Uint8Array[];
};

/** The road from the entry at `position` to a signed checkpoint that covers it; signs one when none does yet. */
export async function proveInclusion(
  tx: Tx,
  position: number,
  services: Pick<Services, 'clock' | 'keyring'>,
): Promise<InclusionProof> {
  const log = await findLogOf(tx, position);
  const index = position - log.firstPosition;
  const checkpoint = await coveringCheckpoint(tx, log, index, services);
  const hashes = await inclusionProofFromTiles(sha256, index, checkpoint.size, readTilesOf(tx, log.id));
  return { log, index, checkpoint, hashes };
}

/** The log that holds a position, by the sizes of its predecessors. */
export async function findLogOf(tx: Tx, position: number): Promise<Log> {
  const logs = await listLogs(tx);
  return logs.findLast((log) => log.firstPosition <= position) ?? refuse('not-found');
}

async function coveringCheckpoint(
  tx: Tx,
  log: Log,
  index: number,
  services: Pick<Services, 'clock' | 'keyring'>,
): Promise<StoredCheckpoint> {
  const known = await newestCheckpoint(tx, log.id);
  if (known !== null && known.size > index) return known;
  const isNewest = (await newestLog(tx))?.id === log.id;
  const made = isNewest ? await ensureCheckpoint(tx, services) : null;
  return made !== null && made.size > index ? made : refuse('not-found');
}
