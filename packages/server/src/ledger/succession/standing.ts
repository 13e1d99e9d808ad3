import type { Services, Tx } from '../../platform/index.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { type Log, readHead } from '../logs.store.ts';
import { type Fork, listForks } from './forks.store.ts';
import { type Guard, guardFile, readGuard } from './guard-file.ts';

/** Whether the newest log takes entries, and whether this machine would notice an older copy of it. */
export type Standing = {
  /** `forked`: another history is known. `unguarded`: nothing outside the data would show that it was put back. */
  readonly state: 'open' | 'forked' | 'unguarded';
  readonly fork: Fork | null;
  /** When the guard file was last brought up to this log; null when it does not know it. */
  readonly guardedAt: string | null;
  /** What it means and what to do; null when all is well. */
  readonly sentence: string | null;
};

/** A guard this far behind the newest checkpoint is not kept any more. */
const behindMaxMs = 60_000;

/** How the newest log of a workspace stands, told by the process that is asked. */
export async function readStanding(
  tx: Tx,
  log: Log,
  { settings, clock }: Pick<Services, 'settings' | 'clock'>,
): Promise<Standing> {
  const { keyDir } = settings;
  const guard = await readGuard(keyDir);
  const guarded = guard.state === 'read' ? guard.heads.find(({ logId }) => logId === log.id) : undefined;
  const guardedAt = guarded?.at ?? null;
  if ((await readHead(tx, log.id)).forkedAt !== null) {
    return {
      state: 'forked',
      fork: (await listForks(tx, log.id))[0] ?? null,
      guardedAt,
      sentence: forkedSentence,
    };
  }
  if (guarded === undefined) {
    return { state: 'unguarded', fork: null, guardedAt, sentence: unguardedSentence(guard, keyDir) };
  }
  const newest = await newestCheckpoint(tx, log.id);
  const isBehind =
    newest !== null &&
    newest.size > guarded.size &&
    Date.parse(clock.now()) - Date.parse(newest.signedAt) > behindMaxMs;
  if (!isBehind) return { state: 'open', fork: null, guardedAt, sentence: null };
  return { state: 'unguarded', fork: null, guardedAt, sentence: unwritableSentence(keyDir) };
}

const forkedSentence =
  'This log is known elsewhere to be longer or different, as after restoring an older backup. It takes no entry and no signature until an owner closes it with a fork report; everything in it can still be read.';

function unguardedSentence(guard: Guard, keyDir: string): string {
  const meaning = 'If an older backup were put back on this machine, only an outside witness would show it.';
  switch (guard.state) {
    case 'missing':
      return `There is no guard file. ${meaning} Make sure the folder ${keyDir} is there and can be written, outside the data folder and its backups; the guard is kept from the next checkpoint on.`;
    case 'damaged':
      return `The guard file ${guardFile(keyDir)} cannot be read. ${meaning} It is set aside and kept anew from the next checkpoint on; if you have a newer copy, stop Daybook and put it back first.`;
    case 'read':
      return `The guard file ${guardFile(keyDir)} does not know this log. ${meaning} It is kept from the next checkpoint on.`;
  }
}

function unwritableSentence(keyDir: string): string {
  return `The guard file ${guardFile(keyDir)} is not kept up: it could not be written. Make the folder writable for Daybook, outside the data folder and its backups.`;
}
