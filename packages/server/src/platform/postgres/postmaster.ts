import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PostgresRefusal } from './postgres-refusal.ts';
import { isProcessAlive, workingFolderOf } from './process-identity.ts';

const pollMs = 10;

/** What PostgreSQL itself writes into `postmaster.pid`: its process, and `ready` once it takes connections. */
export function readPostmaster(clusterDir: string): { pid: number; isReady: boolean } | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : null;
  } catch {
    return null;
  }
}

/**
 * Clears the way for a new postmaster when this process holds the claim on the data folder: one whose Daybook was
 * killed is stopped cleanly, and a `postmaster.pid` that names a process of somebody else is removed.
 */
export async function stopOrphan(clusterDir: string): Promise<void> {
  const found = readPostmaster(clusterDir);
  if (found === null || !isProcessAlive(found.pid)) return;
  const folder = workingFolderOf(found.pid);
  const isElsewhere = folder === null ? process.platform === 'linux' : folder !== realpathSync(clusterDir);
  if (isElsewhere) return rmSync(join(clusterDir, 'postmaster.pid'), { force: true });

  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    signalIfAlive(found.pid, signal);
    if (await isGoneWithin(found.pid, patienceMs)) return;
  }
  throw new PostgresRefusal(
    'postgres-failed',
    `an earlier PostgreSQL (process ${found.pid}) of this data folder does not stop`,
    `end it by hand: \`kill -QUIT ${found.pid}\``,
  );
}

/** True once the process has ended; false when it still lives after `patienceMs`. */
export async function isGoneWithin(pid: number, patienceMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pollMs) {
    if (!isProcessAlive(pid)) return true;
    await wait(pollMs);
  }
  return !isProcessAlive(pid);
}

export function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
