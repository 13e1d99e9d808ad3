import { equalBytes, LedgerFormatError, rangeOfFrontier, rangeRoot, rootFromTiles } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { type Log, listLogs, lockHeadOfAny, markForked, readHead, type StoredHead } from '../logs.store.ts';
import { keepLeafTiles, readTilesOf } from '../read-tiles.ts';
import { type Fork, insertFork, reportedSizes } from './forks.store.ts';
import { type GuardHead, readGuard } from './guard-file.ts';

/** A head of the log that somebody knows, before it is compared with what is here. */
export type KnownHead = {
  readonly by: string;
  readonly origin: string;
  readonly firstPosition: number;
  readonly size: number;
  /** Null where only the size was told. */
  readonly root: Uint8Array | null;
  readonly at: string | null;
};

export type CheckServices = Pick<Services, 'database' | 'clock' | 'log' | 'settings'>;

/**
 * Compares the newest log of a workspace with every head of it that is known here: its own state and newest checkpoint, and
 * the guard file of this machine. A smaller log, or another root at a known size, is a fork: it is written down and the log
 * takes no entry and no signature from then on. Answers what was found; empty when all agree.
 */
export async function checkLog(workspaceId: WorkspaceId, services: CheckServices): Promise<readonly Fork[]> {
  // Before the database: a head that is kept meanwhile makes the log larger, never the guard.
  const guard = await readGuard(services.settings.keyDir);
  const guarded =
    guard.state === 'read' ? guard.heads.filter((head) => head.workspaceId === workspaceId) : [];
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const logs = await listLogs(tx);
    const log = logs.at(-1);
    if (log === undefined) return [];
    const head = await readHead(tx, log.id);
    await unlessDamaged(() => keepLeafTiles(tx, log.id, head.size));
    const known = [...(await ownHeads(tx, log, head)), ...(await guardedHeads(tx, logs, guarded))];
    const forks = await compareHeads(tx, { log, head, known }, services);
    await writeForks(tx, { log, forks }, services);
    return forks;
  });
}

type Comparison = { readonly log: Log; readonly head: StoredHead; readonly known: readonly KnownHead[] };

/** Those of the known heads that the log here does not contain. Reads O(log n) tiles for each. */
export async function compareHeads(
  tx: Tx,
  { log, head, known }: Comparison,
  services: Pick<Services, 'clock'>,
): Promise<readonly Fork[]> {
  const forks: Fork[] = [];
  for (const one of known) {
    if (await isPartOfLog(tx, { log, head, one })) continue;
    forks.push({
      knownBy: one.by,
      knownOrigin: one.origin,
      knownSize: one.size,
      knownRoot: one.root && Buffer.from(one.root),
      knownAt: one.at,
      knownEnd: one.firstPosition + one.size,
      foundSize: head.size,
      foundRoot: head.root,
      foundAt: services.clock.now(),
    });
  }
  return forks;
}

/** Writes down what was found, under the log's row, so that no entry slips in between. */
export async function writeForks(
  tx: Tx,
  { log, forks }: { readonly log: Log; readonly forks: readonly Fork[] },
  services: Pick<Services, 'clock' | 'log'>,
): Promise<void> {
  if (forks.length === 0) return;
  const head = await lockHeadOfAny(tx, log.id);
  await markForked(tx, log.id, services.clock.now());
  for (const fork of forks) await insertFork(tx, log.id, fork);
  if (head.forkedAt !== null) return;
  const told = forks.map(({ knownBy, knownOrigin, knownSize }) => ({ knownBy, knownOrigin, knownSize }));
  services.log.error(
    { workspaceId: tx.workspaceId, origin: log.origin, foundSize: head.size, known: told },
    'another history of the log is known; it takes no entry and no signature until it is closed with a fork report',
  );
}

type Compared = { readonly log: Log; readonly head: StoredHead; readonly one: KnownHead };

async function isPartOfLog(tx: Tx, { log, head, one }: Compared): Promise<boolean> {
  if (one.origin !== log.origin || one.size > head.size) return false;
  if (one.root === null) return true;
  const own = await rootAt(tx, log, one.size);
  return own !== null && equalBytes(own, one.root);
}

async function rootAt(tx: Tx, log: Log, size: number): Promise<Uint8Array | null> {
  return unlessDamaged(() => rootFromTiles(sha256, size, readTilesOf(tx, log.id)));
}

/** Null where what is stored makes no tree: a log with a hole in it has no root, and that is a finding, not a failure. */
async function unlessDamaged<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LedgerFormatError) return null;
    throw error;
  }
}

/** What the database itself says of the log: the stored root, the one its frontier makes, and the newest signed one. */
async function ownHeads(tx: Tx, log: Log, head: StoredHead): Promise<readonly KnownHead[]> {
  const { origin, firstPosition } = log;
  const own = { by: thisDatabase, origin, firstPosition, at: head.lastRecordedAt };
  const checkpoint = await newestCheckpoint(tx, log.id);
  const heads = [{ ...own, size: head.size, root: head.root }];
  const frontier = rootOfFrontier(head);
  // a frontier that does not even fit the size is none of this log
  if (!frontier.equals(head.root)) heads.push({ ...own, size: head.size, root: frontier });
  if (checkpoint === null) return heads;
  return [...heads, { ...own, size: checkpoint.size, root: checkpoint.root, at: checkpoint.signedAt }];
}

function rootOfFrontier({ size, frontier }: StoredHead): Buffer {
  try {
    return Buffer.from(rangeRoot(sha256, rangeOfFrontier(size, frontier)));
  } catch {
    return Buffer.alloc(0);
  }
}

/**
 * What the guard remembers of the newest log, and of logs this database does not have at all. Heads of logs that were
 * closed before say nothing new. Signatures are not asked for: the key may have been replaced after the backup was made,
 * and whoever may write this file may read the master key beside it.
 */
async function guardedHeads(
  tx: Tx,
  logs: readonly Log[],
  guarded: readonly GuardHead[],
): Promise<readonly KnownHead[]> {
  const earlier = new Set(logs.slice(0, -1).map(({ id }) => id));
  const ids = new Set(logs.map(({ id }) => id));
  const reported = await reportedSizes(tx);
  const isNew = ({ logId, origin, size }: GuardHead) =>
    ids.has(logId) ? !earlier.has(logId) : size > (reported.get(origin) ?? -1);
  return guarded.filter(isNew).map(({ origin, firstPosition, size, root, at }) => {
    return { by: thisMachine, origin, firstPosition, size, root: Buffer.from(root, 'base64'), at };
  });
}

/** Who knows what stands in the guard file. */
export const thisMachine = 'this machine';
/** Who knows what the database itself says in another place. */
export const thisDatabase = 'this database';
