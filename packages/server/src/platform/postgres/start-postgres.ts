import { accessSync, chmodSync, chownSync, constants, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureCluster, superuser } from './cluster.ts';
import { claimDataFolder } from './data-folder-claim.ts';
import { makeDataFolder } from './make-data-folder.ts';
import { providePostgresBinaries } from './postgres-binaries.ts';
import { PostgresRefusal } from './postgres-refusal.ts';
import { isGoneWithin, signalIfAlive, stopOrphan } from './postmaster.ts';
import { type Postmaster, runPostmaster } from './run-postmaster.ts';
import { chooseServerAccount, requireReachable, type ServerAccount } from './server-account.ts';

export type PostgresLog = Readonly<{
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}>;

export type StartPostgresInput = Readonly<{
  /** Daybook's data folder; the cluster is `postgres/` in it, its log `postgres.log`. Made when missing. */
  dataDir: string;
  /** A short folder (see `runtimeDirFor`) for the socket. Made when missing, 0700. */
  runtimeDir: string;
  log: PostgresLog;
  /** Settings of PostgreSQL that replace ours, for tests (`fsync: 'off'`). */
  settings?: Readonly<Record<string, string>>;
}>;

/** One running PostgreSQL of one data folder, reachable on its unix socket alone, by who may enter `socketDir`. */
export interface EmbeddedPostgres extends AsyncDisposable {
  readonly socketDir: string;
  readonly port: number;
  readonly superuser: string;
  readonly version: string;
  readonly pid: number;
  /** Resolves when PostgreSQL has ended, asked or not, with a sentence on how. */
  readonly exited: Promise<string>;
  /** Ends all sessions, writes everything down and returns when the process is gone. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder, making the folder and its cluster when they are missing.
 * Throws `PostgresRefusal`: `already-running` (with the owner's `runtimeDir`), `data-version-mismatch`,
 * `data-unreachable`, `postgres-missing`, `postgres-failed`.
 */
export async function startPostgres(input: StartPostgresInput): Promise<EmbeddedPostgres> {
  const dataDir = resolve(input.dataDir);
  const clusterDir = join(dataDir, 'postgres');
  requireDataFolder(dataDir);
  const account = chooseServerAccount(clusterDir);
  requireReachable(dataDir, account);
  const releaseClaim = claimDataFolder(dataDir, input.runtimeDir);
  try {
    const binaries = providePostgresBinaries();
    await ensureCluster({ clusterDir, binaries, account, isDurable: input.settings?.fsync !== 'off' });
    await stopOrphan(clusterDir);
    makeSocketFolder(input.runtimeDir, account);
    const logFile = join(dataDir, 'postgres.log');
    const settings = input.settings ?? {};
    const postmaster = await runPostmaster({
      clusterDir,
      socketDir: input.runtimeDir,
      logFile,
      binaries,
      account,
      settings,
    });
    input.log.info({ pid: postmaster.pid, version: binaries.version }, 'postgres is ready');
    return supervise(postmaster, {
      socketDir: input.runtimeDir,
      version: binaries.version,
      releaseClaim,
      log: input.log,
    });
  } catch (error) {
    releaseClaim();
    throw error;
  }
}

type Running = Readonly<{ socketDir: string; version: string; releaseClaim: () => void; log: PostgresLog }>;

function supervise(
  postmaster: Postmaster,
  { socketDir, version, releaseClaim, log }: Running,
): EmbeddedPostgres {
  let stopping: Promise<void> | null = null;
  void postmaster.exited.then((how) => {
    postmaster.release();
    if (stopping === null) log.error({ how }, 'postgres ended unasked');
  });
  const stop = (): Promise<void> => {
    stopping ??= stopPostmaster(postmaster).finally(() => {
      removeIfEmpty(socketDir);
      releaseClaim();
    });
    return stopping;
  };
  const { pid, exited } = postmaster;
  return { socketDir, port: 5432, superuser, version, pid, exited, stop, [Symbol.asyncDispose]: stop };
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else of ours is in it, or it is gone already: both are fine.
  }
}

/** Fast shutdown; after half a minute the immediate one, from which the next start recovers. */
async function stopPostmaster({ pid, exited }: Postmaster): Promise<void> {
  const hasEnded = exited.then(() => true);
  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signalIfAlive(pid, signal);
    if (await Promise.race([hasEnded, isGoneWithin(pid, patienceMs)])) return;
  }
}

function requireDataFolder(dataDir: string): void {
  try {
    makeDataFolder(dataDir);
    if (process.getuid?.() === 0) chmodSync(dataDir, lstatSync(dataDir).mode | 0o111);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new PostgresRefusal(
      'data-unreachable',
      `couldn't use the data folder \`${dataDir}\`: ${cause instanceof Error ? cause.message : String(cause)}`,
      'choose another with `--data DIR`',
    );
  }
}

/** The folder is the lock on the door: trust on the socket is right only while nobody else may enter. */
function makeSocketFolder(runtimeDir: string, { uid, gid }: ServerAccount): void {
  mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
  const found = lstatSync(runtimeDir);
  const ownUid = process.getuid?.() ?? found.uid;
  if (!found.isDirectory() || (ownUid !== 0 && found.uid !== ownUid)) {
    throw new PostgresRefusal(
      'data-unreachable',
      `the runtime folder \`${runtimeDir}\` belongs to another user`,
      'have it removed and start again',
    );
  }
  chmodSync(runtimeDir, 0o700);
  if (uid !== undefined && gid !== undefined) chownSync(runtimeDir, uid, gid);
}
