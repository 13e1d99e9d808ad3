import { inclusionProofFromTiles, type TileReader } from '@daybook/ledger';
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

/** As many tiles as neighbouring entries share, and what lies above them. */
const tilesKept = 64;

/**
 * The same for many entries in turn: logs, checkpoints and the newest tiles are read once, whatever is appended meanwhile is
 * no part of it. Costs least in the order of positions.
 */
export function inclusionProver(
  tx: Tx,
  services: Pick<Services, 'clock' | 'keyring'>,
): (position: number) => Promise<InclusionProof> {
  const covering = new Map<string, StoredCheckpoint>();
  const readers = new Map<string, TileReader>();
  let logs: readonly Log[] | null = null;
  return async (position) => {
    logs ??= await listLogs(tx);
    const log = logs.findLast(({ firstPosition }) => firstPosition <= position) ?? refuse('not-found');
    const index = position - log.firstPosition;
    const known = covering.get(log.id);
    const checkpoint =
      known !== undefined && known.size > index ? known : await coveringCheckpoint(tx, log, index, services);
    covering.set(log.id, checkpoint);
    const readTile = readers.get(log.id) ?? keptTiles(readTilesOf(tx, log.id));
    readers.set(log.id, readTile);
    const hashes = await inclusionProofFromTiles(sha256, index, checkpoint.size, readTile);
    return { log, index, checkpoint, hashes };
  };
}

/** A tile of one width never changes. */
function keptTiles(readTile: TileReader): TileReader {
  const kept = new Map<string, Uint8Array>();
  return async (tile) => {
    const name = `${tile.level} ${tile.index} ${tile.width}`;
    const data = kept.get(name) ?? (await readTile(tile));
    kept.delete(name);
    kept.set(name, data);
    const [oldest] = kept.keys();
    if (kept.size > tilesKept && oldest !== undefined) kept.delete(oldest);
    return data;
  };
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
