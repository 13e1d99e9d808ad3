import { mkdirSync } from 'node:fs';
import pg from 'pg';
import { databaseName } from './platform/backup/database-owner.ts';
import {
  createLockedKeyring,
  createReplaceableKeyring,
  type Database,
  type DatabaseAddress,
  keyServicesOf,
  type Log,
  migrate,
  openDatabase,
  openMasterKeys,
  Refusal,
  type ReplaceableKeyring,
  systemClock,
} from './platform/index.ts';
import { keyDirFor, runtimeDirFor } from './platform/postgres/locations.ts';
import { openPresence } from './platform/postgres/presence.ts';
import { startPostgres } from './platform/postgres/start-postgres.ts';
import { requireSafeDatabase } from './platform/require-safe-database.ts';
import { sealedPlaces } from './sealed-places.ts';

export type Installation = AsyncDisposable & {
  readonly database: Database;
  readonly keyring: ReplaceableKeyring;
  readonly keyServices: ReturnType<typeof keyServicesOf>;
  /** Why names, payloads, secrets and signing keys stay sealed: the master key cannot be had. Null when it was opened. */
  readonly locked: Refusal | null;
  /** Tries once more to have the master key; throws what stands in the way. */
  unlock(): Promise<void>;
  /** Refuses while another process may still seal under the present master key. */
  requireAlone(): Promise<void>;
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
  if (input.databaseUrl !== null) requireSafeDatabase(input.databaseUrl);
  const runtimeDir = runtimeDirFor(input.dataDir);
  const stack = new AsyncDisposableStack();
  try {
    const server =
      input.databaseUrl === null ? await openEmbedded(input.dataDir, runtimeDir, input.log) : null;
    if (server !== null) stack.defer(() => server.stop());
    const owner = server?.owner ?? { connectionString: input.databaseUrl ?? '' };
    await migrate(owner);
    const database = openDatabase(server?.address ?? { kind: 'url', url: input.databaseUrl ?? '' });
    stack.defer(() => database.close());
    const presence = server === null ? stack.use(await openPresence(owner)) : null;
    const keys = await openKeys(input, database);
    if (server === null) mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
    const resources = stack.move();
    const isEmbedded = server !== null;
    const close = () => resources.disposeAsync();
    // An embedded database serves one process alone, by the claim on its data folder.
    const requireAlone = async () => presence?.requireAlone();
    const parts = { database, ...keys, owner, runtimeDir, isEmbedded };
    return { ...parts, requireAlone, [Symbol.asyncDispose]: close };
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

type OpenedKeys = Pick<Installation, 'keyring' | 'keyServices' | 'locked' | 'unlock'>;

async function openKeys(
  { dataDir, log }: { readonly dataDir: string; readonly log: Log },
  database: Database,
): Promise<OpenedKeys> {
  const keyDir = keyDirFor(dataDir);
  const keyServices = keyServicesOf(keyDir, process.env);
  const parts = { database, clock: systemClock, log, keyDir, keyServices, places: sealedPlaces };
  const keyring = createReplaceableKeyring(createLockedKeyring());
  const unlock = async () => keyring.replace(await openMasterKeys(parts));
  try {
    await unlock();
    return { keyring, keyServices, locked: null, unlock };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.error(
      { code: error.code, why: error.message },
      'the master key cannot be had; the server starts locked',
    );
    return { keyring, keyServices, locked: error, unlock };
  }
}
