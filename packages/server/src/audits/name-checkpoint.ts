import type { PackageLog } from '@daybook/verify';
import {
  assertOpen,
  ensureCheckpoint,
  entryOf,
  type Log,
  listCheckpoints,
  listEntriesBefore,
  listLogs,
  newestCheckpoint,
  readEntryRange,
  readHead,
  workspacePolicy,
} from '../ledger/index.ts';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { listPackages } from './packages.store.ts';

export type NamedLog = PackageLog & { readonly id: string };

/** What a package is the content of: everything below these checkpoints. */
export type NamedLedger = {
  /** Oldest first. */
  readonly logs: readonly NamedLog[];
  readonly newest: NamedLog;
  readonly lastRecordedAt: string;
  /** The workspace's tlog-policy, for information. */
  readonly policy: string;
};

/** More entries than this since the last package are not looked through. */
const exportsMax = 100;

/**
 * Names the newest checkpoint, signed now if need be. Where nothing but exports was written down since the last package,
 * its checkpoint is named again: the same export twice is the same file.
 */
export async function nameCheckpoint(
  tx: Tx,
  services: Pick<Services, 'clock' | 'keyring'>,
): Promise<NamedLedger> {
  const logs = await listLogs(tx);
  const last = logs.at(-1);
  if (last !== undefined) await assertOpen(tx, last);
  const signed = await ensureCheckpoint(tx, services);
  if (signed === null || last === undefined) return refuse('nothing-to-pack');
  const checkpoint = (await checkpointOfLastPackage(tx, last, signed.size)) ?? signed;
  const newest = namedLog(last, checkpoint);
  const named = [...(await closedLogs(tx, logs.slice(0, -1))), newest];
  await requirePull(tx, named);
  const [entry] = await readEntryRange(tx, last.id, newest.size - 1, newest.size);
  if (entry === undefined) return refuse('nothing-to-pack');
  const policy = await workspacePolicy(tx);
  return { logs: named, newest, lastRecordedAt: entryOf(entry.text).recordedAt, policy };
}

async function checkpointOfLastPackage(tx: Tx, log: Log, size: number) {
  const [last] = await listPackages(tx, { before: null, limit: 1 });
  if (last === undefined || last.logId !== log.id || size - last.checkpointSize > exportsMax) return null;
  const since = await readEntryRange(tx, log.id, last.checkpointSize, size);
  if (since.some(({ text }) => !entryOf(text).type.startsWith('package.'))) return null;
  const [checkpoint] = await listCheckpoints(tx, log.id, last.checkpointSize + 1, 1);
  return checkpoint?.size === last.checkpointSize ? checkpoint : null;
}

/** Logs of earlier years, each with the checkpoint it ended with. */
async function closedLogs(tx: Tx, logs: readonly Log[]): Promise<NamedLog[]> {
  const named: NamedLog[] = [];
  for (const log of logs) {
    const checkpoint = await newestCheckpoint(tx, log.id);
    const head = await readHead(tx, log.id);
    if (checkpoint?.size !== head.size)
      refuse('ledger-closed', `the log of ${log.year} has no last checkpoint`);
    named.push(namedLog(log, checkpoint));
  }
  return named;
}

/** A package without any reading of any source would say nothing at all. */
async function requirePull(tx: Tx, logs: readonly NamedLog[]): Promise<void> {
  for (const { id, size } of logs) {
    const query = { logId: id, before: size, type: 'pull.completed@1', limit: 1 };
    if ((await listEntriesBefore(tx, query)).length > 0) return;
  }
  refuse('nothing-to-pack');
}

function namedLog(log: Log, checkpoint: { readonly size: number; readonly note: string }): NamedLog {
  const { id, origin, firstPosition, verifierKey } = log;
  return { id, origin, firstPosition, size: checkpoint.size, vkey: verifierKey, checkpoint: checkpoint.note };
}
