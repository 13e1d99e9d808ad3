import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../packages/server/src/platform/index.ts';
import { ensureCluster, superuser } from '../../packages/server/src/platform/postgres/cluster.ts';
import { providePostgresBinaries } from '../../packages/server/src/platform/postgres/postgres-binaries.ts';
import { chooseServerAccount } from '../../packages/server/src/platform/postgres/server-account.ts';

const databaseName = 'daybook';
const startTries = 120;
const pollMs = 100;

/** A durable PostgreSQL that may be killed in every way and started again. */
export interface Cluster extends AsyncDisposable {
  readonly folder: string;
  /** Connects as the owner of all tables. */
  readonly owner: pg.ClientConfig;
  readonly socketDir: string;
  readonly port: number;
  readonly database: string;
  /** Starts it when it does not run, and returns once it takes connections. */
  ensureRunning(): Promise<void>;
  /** Sends the signal to the postmaster and returns when that is gone. */
  end(signal: 'SIGQUIT' | 'SIGKILL' | 'SIGINT'): Promise<void>;
  /** Returns when no writer's connection does anything any more: what its backends had begun is decided. */
  quiet(): Promise<void>;
}

/** `environment` reaches PostgreSQL, for the fault shim. */
export async function openCluster(
  makeEnvironment: (folder: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-faults-'));
  chmodSync(folder, 0o711);
  const clusterDir = join(folder, 'postgres');
  const socketDir = join(folder, 's');
  const account = chooseServerAccount(clusterDir);
  const binaries = providePostgresBinaries();
  await ensureCluster({ clusterDir, binaries, account, isDurable: true });
  mkdirSync(socketDir, { mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(socketDir, account.uid, account.gid);
  const environment = makeEnvironment(folder);
  const admin = { host: socketDir, port: 5432, user: superuser };
  const owner = { ...admin, database: databaseName };
  let server: ChildProcess | null = null;
  const isRunning = () => server !== null && server.exitCode === null && server.signalCode === null;
  const start = () =>
    spawnServer({ binary: binaries.postgres, clusterDir, socketDir, folder, account, environment });
  const cluster: Cluster = {
    folder,
    owner,
    socketDir,
    port: 5432,
    database: databaseName,
    ensureRunning: async () => {
      for (let tries = 0; tries < startTries; tries += 1) {
        if (!isRunning()) server = start();
        if (await answers({ ...admin, database: 'postgres' })) return;
        await wait(pollMs);
      }
      throw new Error(`PostgreSQL does not start again: see ${folder}/postgres.log`);
    },
    end: async (signal) => {
      if (server === null || !isRunning()) return;
      const gone = once(server, 'exit');
      server.kill(signal);
      await gone;
    },
    quiet: () => untilQuiet(owner),
    [Symbol.asyncDispose]: async () => {
      await cluster.end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await cluster.ensureRunning();
  await query({ ...admin, database: 'postgres' }, `create database ${databaseName}`);
  await migrate(owner);
  return cluster;
}

type ServerInput = {
  readonly binary: string;
  readonly clusterDir: string;
  readonly socketDir: string;
  readonly folder: string;
  readonly account: { readonly uid?: number; readonly gid?: number };
  readonly environment: Readonly<Record<string, string>>;
};

function spawnServer({
  binary,
  clusterDir,
  socketDir,
  folder,
  account,
  environment,
}: ServerInput): ChildProcess {
  const log = openSync(join(folder, 'postgres.log'), 'a');
  const settings = [
    ['listen_addresses', ''],
    ['unix_socket_directories', socketDir],
    ['wal_level', 'minimal'],
    ['max_wal_senders', '0'],
    ['timezone', 'UTC'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(binary, ['-D', clusterDir, ...settings], {
    cwd: clusterDir,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...environment },
    stdio: ['ignore', log, log],
    ...(account.uid !== undefined && account.gid !== undefined && { uid: account.uid, gid: account.gid }),
  });
}

async function answers(config: pg.ClientConfig): Promise<boolean> {
  return query(config, 'select 1').then(
    () => true,
    () => false,
  );
}

async function untilQuiet(owner: pg.ClientConfig): Promise<void> {
  for (;;) {
    const [row] = await query(
      owner,
      `select count(*) as writers from pg_stat_activity where usename in ('daybook_app', 'daybook_system')`,
    );
    if (Number(row?.writers) === 0) return;
    await wait(10);
  }
}

export async function query(
  config: pg.ClientConfig,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(config);
  client.on('error', () => undefined); // the server is killed on purpose
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
