import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { PostgresRefusal } from './postgres-refusal.ts';
import { readPostmaster } from './postmaster.ts';
import type { ServerAccount } from './server-account.ts';

export type PostmasterInput = Readonly<{
  clusterDir: string;
  socketDir: string;
  logFile: string;
  binaries: PostgresBinaries;
  account: ServerAccount;
  settings: Readonly<Record<string, string>>;
}>;

/** `exited` resolves once with a sentence on how PostgreSQL ended. */
export type Postmaster = Readonly<{ pid: number; exited: Promise<string>; release: () => void }>;

const startupMsMax = 10 * 60_000;
const logBytesMax = 10_000_000;

/** Ours for a laptop. Statements and row contents stay out of the log: they may hold personal data. */
const laptopSettings = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  shared_buffers: '128MB',
  max_connections: '60',
  fsync: 'on',
  synchronous_commit: 'on',
  // Backups are our own and logical, so the log needs only what crash recovery needs.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  // A first import fills empty tables in a minute: what is planned for them may not wait that long to know it.
  autovacuum_naptime: '5s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
} as const;

/** Starts `postgres` as a child and returns when it takes connections; it ends soon after this process, however that ends. */
export async function runPostmaster(input: PostmasterInput): Promise<Postmaster> {
  for (let attempt = 0; ; attempt += 1) {
    const logOffset = rotateLog(input.logFile);
    const child = spawnPostgres(input);
    const exited = exitOf(child);
    if (await isReady(child, exited, input.clusterDir)) {
      const pid = child.pid ?? 0;
      return { pid, exited, release: watchOver(pid, input.account) };
    }
    const said = readFileSync(input.logFile).subarray(logOffset).toString('utf8').trim();
    // After a kill -9 of the postmaster its backends need a moment to notice; only then is the memory free.
    if (said.includes('pre-existing shared memory block') && attempt < 40) await wait(250);
    else
      throw new PostgresRefusal(
        'postgres-failed',
        `PostgreSQL did not start: ${said || (await exited)}`,
        hintFor(said),
      );
  }
}

function hintFor(said: string): string {
  if (said.includes('No space left')) return 'free some space and start again';
  if (said.includes('postmaster.pid')) return 'another PostgreSQL works on this data folder: stop it first';
  return 'the whole report is in `postgres.log` of the data folder';
}

/** Keeps one older log, and returns where this run's part begins. */
function rotateLog(logFile: string): number {
  const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= logBytesMax) return bytes;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}

function spawnPostgres({
  clusterDir,
  socketDir,
  logFile,
  binaries,
  account,
  settings,
}: PostmasterInput): ChildProcess {
  const all = { ...laptopSettings, unix_socket_directories: `"${socketDir}"`, ...settings };
  const args = [
    '-D',
    clusterDir,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = openSync(logFile, 'a', 0o600);
  try {
    // Its own session: an interrupt typed at the terminal reaches us alone, and we stop it in order.
    const child = spawn(binaries.postgres, args, {
      cwd: clusterDir,
      detached: true,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log, log],
      ...identityOf(account),
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

function exitOf(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  child.on('error', (error) => resolve(`postgres could not be run: ${error.message}`));
  child.on('exit', (code, signal) => resolve(`postgres ended with ${signal ?? `code ${code}`}`));
  return promise;
}

async function isReady(child: ChildProcess, exited: Promise<string>, clusterDir: string): Promise<boolean> {
  let hasEnded = false;
  void exited.then(() => {
    hasEnded = true;
  });
  for (let waitedMs = 0; waitedMs < startupMsMax; waitedMs += 10) {
    if (hasEnded) return false;
    const found = readPostmaster(clusterDir);
    if (found !== null && found.pid === child.pid && found.isReady) return true;
    await wait(10);
  }
  child.kill('SIGINT');
  return false;
}

/** A shell of a few hundred kilobytes holds the other end of a pipe: when we are killed, it stops PostgreSQL in order. */
function watchOver(pid: number, account: ServerAccount): () => void {
  const watcher = spawn('/bin/sh', ['-c', 'read -r _ || kill -INT "$1"', 'sh', String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...identityOf(account),
  });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  // A pipe to a child is a socket in Node, whatever its type says; it must not keep this process alive.
  if ('unref' in watcher.stdin && typeof watcher.stdin.unref === 'function') watcher.stdin.unref();
  return () => void watcher.stdin.end('released\n');
}

function identityOf({ uid, gid }: ServerAccount): { uid?: number; gid?: number } {
  return uid === undefined || gid === undefined ? {} : { uid, gid };
}
