import { mkdirSync } from 'node:fs';
import pg from 'pg';
import { databaseName } from './platform/backup/database-owner.ts';
import {
  createKeyring,
  createLockedKeyring,
  type Database,
  type DatabaseAddress,
  type Keyring,
  type Log,
  loadMasterKey,
  migrate,
  openDatabase,
  Refusal,
} from './platform/index.ts';
import { keyDirFor, runtimeDirFor } from './platform/postgres/locations.ts';
import { startPostgres } from './platform/postgres/start-postgres.ts';

export type Installation = AsyncDisposable & {
  readonly database: Database;
  readonly keyring: Keyring;
  /** The master key is missing: names, payloads, secrets and signing keys stay sealed until it is put back. */
  readonly isLocked: boolean;
  /** Connects as the owner of all tables, for migrations, backup and restore. */
  readonly owner: pg.ClientConfig;
  readonly runtimeDir: string;
  readonly isEmbedded: boolean;
};

/**
 * Opens the data of this installation: starts its PostgreSQL (or takes the one of `databaseUrl`), migrates it, finds its
 * master key. Throws `PostgresRefusal` or a refusal with what to do; then nothing stays running.
 */
export async function openInstallation(input: {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly log: Log;
}): Promise<Installation> {
  const runtimeDir = runtimeDirFor(input.dataDir);
  const stack = new AsyncDisposableStack();
  try {
    const server =
      input.databaseUrl === null ? await openEmbedded(input.dataDir, runtimeDir, input.log) : null;
    if (server !== null) stack.defer(() => server.stop());
    const owner = server?.owner ?? { connectionString: input.databaseUrl ?? '' };
    await migrate(owner);
    const masterKey = await findMasterKey(input.dataDir, owner);
    const keyring = masterKey === null ? createLockedKeyring() : createKeyring(masterKey);
    const database = openDatabase(server?.address ?? { kind: 'url', url: input.databaseUrl ?? '' });
    stack.defer(() => database.close());
    if (server === null) mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
    const resources = stack.move();
    const isEmbedded = server !== null;
    const close = () => resources.disposeAsync();
    const isLocked = masterKey === null;
    return { database, keyring, isLocked, owner, runtimeDir, isEmbedded, [Symbol.asyncDispose]: close };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function openEmbedded(dataDir: string, runtimeDir: string, log: Log) {
  const postgres = await startPostgres({ dataDir, runtimeDir, log });
  const { socketDir, port, superuser, stop } = postgres;
  const admin = { host: socketDir, port, user: superuser };
  await ensureDatabase({ ...admin, database: 'postgres' });
  const address: DatabaseAddress = { kind: 'socket', socketDir, port, database: databaseName };
  return { stop, address, owner: { ...admin, database: databaseName } };
}

async function ensureDatabase(admin: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** A new key is made only while nothing was ever sealed; afterwards a missing key is never replaced: null. */
async function findMasterKey(dataDir: string, owner: pg.ClientConfig): Promise<Buffer | null> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from ledger_log limit 1');
    const keyDir = keyDirFor(dataDir);
    const mayCreate = rowCount === 0;
    return loadMasterKey({ keyDir, mayCreate, fromEnvironment: process.env.DAYBOOK_MASTER_KEY });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'keys-missing') return null;
    throw error;
  } finally {
    await client.end();
  }
}
