import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { refuse } from '../errors.ts';
import type { Log } from '../log.ts';
import { migrate } from '../migrate.ts';
import { runtimeDirFor } from '../postgres/locations.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { applyMigrations } from './apply-migrations.ts';
import type { BackupHeader, LogHead } from './backup-header.ts';
import { loadTables } from './load-tables.ts';
import { type Archive, archiveBytes, openArchive, openKeyArchive, verifyArchive } from './read-archive.ts';
import { requireSameLogs } from './require-same-logs.ts';
import { findKeyArchive, type KeyArchive, loadKeyTables, writeKeyFiles } from './restore-keys.ts';
import { writeFiles } from './write-files.ts';

export type RestoreInput = {
  readonly file: string;
  /** The archive of the data keys; null takes the one beside `file`, if there is one. */
  readonly dataKeys?: string | null;
  /** Missing, or empty. Its contents appear at the very end, all at once. */
  readonly dataDir: string;
  /** The name of the database inside the cluster. */
  readonly database: string;
  readonly log: Log;
  readonly progress: (step: {
    readonly phase: RestorePhase;
    readonly done: number;
    readonly total: number;
  }) => void;
};

export type RestorePhase = 'verifying' | 'loading' | 'checking the logs';

export type RestoreResult = {
  readonly header: BackupHeader;
  readonly logs: readonly LogHead[];
  readonly migrated: readonly string[];
  /** The archive of the data keys that was used; null when there was none, and then no payload can be read. */
  readonly dataKeys: string | null;
};

/** Where a restore builds what it later puts in place; a crash leaves only this, and the next restore removes it. */
const draftName = 'restoring';

/**
 * Makes a data folder from a backup. Every digest is verified before anything is loaded, and every log is hashed again
 * from its entries before the folder becomes a data folder. Throws `data-not-empty`, `backup-damaged`, `backup-newer`.
 */
export async function restoreBackup(input: RestoreInput): Promise<RestoreResult> {
  await requireEmpty(input.dataDir);
  await using archive = await openArchive(input.file);
  const keysFile = findKeyArchive(input.file, input.dataKeys ?? null);
  await using keys = keysFile === null ? null : await openKeyArchive(keysFile);
  const total = archiveBytes(archive.header);
  await verifyArchive(archive, (done) => input.progress({ phase: 'verifying', done, total }));
  if (keys !== null) await verifyArchive(keys, () => undefined);

  const draftDir = join(input.dataDir, draftName);
  await rm(draftDir, { recursive: true, force: true });
  await mkdir(draftDir, { recursive: true, mode: 0o711 });
  try {
    const { logs, migrated } = await buildCluster({ archive, keys, draftDir, input });
    await writeFiles(archive, draftDir);
    if (keys !== null) await writeKeyFiles(keys, draftDir);
    await putInPlace(draftDir, input.dataDir);
    return { header: archive.header, logs, migrated, dataKeys: keysFile };
  } finally {
    await rm(draftDir, { recursive: true, force: true });
  }
}

async function requireEmpty(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.some((name) => name !== draftName)) refuse('data-not-empty', `\`${dataDir}\` is not empty`);
}

type Building = {
  readonly archive: Archive;
  readonly keys: KeyArchive | null;
  readonly draftDir: string;
  readonly input: RestoreInput;
};

async function buildCluster({
  archive,
  keys,
  draftDir,
  input,
}: Building): Promise<Pick<RestoreResult, 'logs' | 'migrated'>> {
  await using postgres = await startPostgres({
    dataDir: draftDir,
    runtimeDir: runtimeDirFor(draftDir),
    log: input.log,
  });
  const server = { host: postgres.socketDir, port: postgres.port, user: postgres.superuser };
  await createDatabase({ ...server, database: 'postgres' }, input.database);
  const owner = { ...server, database: input.database };
  const client = new pg.Client(owner);
  await client.connect();
  let logs: readonly LogHead[];
  try {
    await applyMigrations(client, archive.header.migrations);
    await loadTables(client, archive, (done, total) => input.progress({ phase: 'loading', done, total }));
    if (keys !== null) await loadKeyTables(client, keys);
    logs = await requireSameLogs(client, archive.header.logs, (done, total) =>
      input.progress({ phase: 'checking the logs', done, total }),
    );
  } finally {
    await client.end();
  }
  return { logs, migrated: await migrate(owner) };
}

async function createDatabase(config: pg.ClientConfig, database: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rows.length === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** The cluster comes last: a data folder without it is not one yet. */
async function putInPlace(draftDir: string, dataDir: string): Promise<void> {
  const names = await readdir(draftDir);
  const ordered = [...names.filter((name) => name !== 'postgres'), 'postgres'];
  for (const name of ordered) await rename(join(draftDir, name), join(dataDir, name));
}
