import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../packages/server/src/platform/migrate.ts';
import { runtimeDirFor } from '../../packages/server/src/platform/postgres/locations.ts';
import { startPostgres } from '../../packages/server/src/platform/postgres/start-postgres.ts';
import { databasesPrefix } from './memory-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The one PostgreSQL of a test run: each suite makes a database of its own in it. */
    postgres: { readonly socketDir: string; readonly port: number; readonly superuser: string };
  }
}

const quiet = {
  info: () => undefined,
  error: (fields: object, message: string) => console.error(message, fields),
};

/** Starts one embedded PostgreSQL for the whole run, in a folder that goes away with it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(databasesPrefix());
  chmodSync(dataDir, 0o711);
  // What these databases hold is thrown away; that Daybook's own is durable is tested beside the supervisor.
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '1GB',
    checkpoint_timeout: '1h',
    autovacuum: 'off',
  };
  const postgres = await startPostgres({ dataDir, runtimeDir: runtimeDirFor(dataDir), log: quiet, settings });
  const { socketDir, port, superuser } = postgres;
  await makeTemplate({ host: socketDir, port, user: superuser });
  project.provide('postgres', { socketDir, port, superuser });

  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A migrated database that suites copy, which is much faster than migrating each of theirs. */
async function makeTemplate(admin: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...admin, database: 'postgres' });
  await client.connect();
  await client.query('create database daybook_template');
  await migrate({ ...admin, database: 'daybook_template' });
  await client.query('alter database daybook_template is_template true');
  await client.end();
}
