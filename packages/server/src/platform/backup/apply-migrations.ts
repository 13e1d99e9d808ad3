import type pg from 'pg';
import { refuse } from '../errors.ts';
import { listMigrations, type Migration } from '../migrate.ts';
import type { BackupHeader } from './backup-header.ts';

/** Makes the schema the backup was taken from: exactly its migrations, in its order. Throws `backup-newer`. */
export async function applyMigrations(client: pg.Client, wanted: BackupHeader['migrations']): Promise<void> {
  const chosen = wanted.map((one) => findMigration(listMigrations(), one));
  await client.query(
    'create table if not exists schema_migration (name text primary key, digest text not null, applied_at timestamptz not null default now())',
  );
  for (const migration of chosen) {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into schema_migration (name, digest) values ($1, $2)', [
      migration.name,
      migration.digest,
    ]);
    await client.query('commit');
  }
}

function findMigration(known: readonly Migration[], wanted: BackupHeader['migrations'][number]): Migration {
  const found = known.find((migration) => migration.name === wanted.name);
  if (found === undefined)
    return refuse(
      'backup-newer',
      `this release does not know the migration \`${wanted.name}\` of the backup`,
    );
  // public: of migrations of the repository
  if (found.digest !== wanted.digest)
    return refuse('backup-newer', `migration \`${wanted.name}\` of the backup differs from ours`);
  return found;
}
