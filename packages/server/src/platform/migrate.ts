import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { refuse } from './errors.ts';

const folder = join(import.meta.dirname, '../../migrations');
/** Any number will do as long as no other program locks the same one in this database. */
const lockKey = 7400_0001;

export type Migration = { readonly name: string; readonly sql: string; readonly digest: string };

export function listMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the database to the newest schema: forward only, each file once, each in its own transaction, one process at a
 * time. Refuses a database that knows a newer migration or another text of an old one. Answers the names it applied.
 */
export async function migrate(config: pg.ClientConfig): Promise<readonly string[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      'create table if not exists schema_migration (name text primary key, digest text not null, applied_at timestamptz not null default now())',
    );
    const applied = await readApplied(client);
    const pending = findPending(listMigrations(), applied);
    for (const migration of pending) await applyOne(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from schema_migration',
  );
  return new Map(rows.map((row) => [row.name, row.digest]));
}

function findPending(
  known: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): readonly Migration[] {
  const names = new Set(known.map((migration) => migration.name));
  for (const name of applied.keys()) {
    if (!names.has(name)) {
      refuse(
        'conflict',
        `this data folder was used by a newer Daybook (it knows \`${name}\`)`,
        'start the newer release',
      );
    }
  }
  for (const migration of known) {
    const digest = applied.get(migration.name);
    // public: of migrations of the repository
    if (digest !== undefined && digest !== migration.digest) {
      refuse(
        'conflict',
        `migration \`${migration.name}\` differs from the one this data folder was made with`,
        'use the release that made it',
      );
    }
  }
  return known.filter((migration) => !applied.has(migration.name));
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migration (name, digest) values ($1, $2)', [
      migration.name,
      migration.digest,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration \`${migration.name}\` failed`, { cause: error });
  }
}
