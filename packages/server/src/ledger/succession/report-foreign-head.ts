import { refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { listLogs, readHead } from '../logs.store.ts';
import { compareHeads, writeForks } from './check-log.ts';
import type { Fork } from './forks.store.ts';

/** A head that somebody outside shows of one of our logs. */
export type ForeignHead = {
  readonly workspaceId: WorkspaceId;
  /** Who shows it, in words for people: the name of the witness. */
  readonly by: string;
  readonly size: number;
  /** Null where only the size was told. Whoever calls has made sure that the log's own key signed it. */
  readonly root: Uint8Array | null;
  /** Of which log; the newest one unless it is said. */
  readonly logId?: string;
  /** When it was signed or seen there, where that is known. */
  readonly at?: string;
};

/**
 * Holds a head known elsewhere against the log here. Where it is not part of it, the log is marked as forked. Answers the
 * fork; null when the head is part of the log, and for a log that has a successor already.
 */
export async function reportForeignHead(
  foreign: ForeignHead,
  services: Pick<Services, 'database' | 'clock' | 'log'>,
): Promise<Fork | null> {
  return services.database.withWorkspace(foreign.workspaceId, async (tx) => {
    const logs = await listLogs(tx);
    const newest = logs.at(-1) ?? refuse('not-found');
    const log = logs.find(({ id }) => id === foreign.logId) ?? newest;
    const { origin, firstPosition } = log;
    const { by, size, root, at = null } = foreign;
    const known = [{ by, origin, firstPosition, size, root, at }];
    const forks = await compareHeads(tx, { log, head: await readHead(tx, log.id), known }, services);
    if (log.id !== newest.id) return null;
    await writeForks(tx, { log, forks }, services);
    return forks[0] ?? null;
  });
}
