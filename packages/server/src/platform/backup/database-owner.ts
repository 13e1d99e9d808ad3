import type pg from 'pg';
import { superuser } from '../postgres/cluster.ts';
import { runtimeDirFor } from '../postgres/locations.ts';
import { requireSafeDatabase } from '../require-safe-database.ts';

/** The database inside the embedded cluster. */
export const databaseName = 'daybook';

/** The login that owns the tables: of the embedded cluster, which must run, or of DATABASE_URL. */
export function ownerOf(dataDir: string, environment: NodeJS.ProcessEnv): pg.ClientConfig {
  const url = environment.DATABASE_URL;
  if (url) {
    requireSafeDatabase(url);
    return { connectionString: url };
  }
  return { host: runtimeDirFor(dataDir), port: 5432, user: superuser, database: databaseName };
}
