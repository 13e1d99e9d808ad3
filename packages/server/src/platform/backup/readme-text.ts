import type { BackupHeader } from './backup-header.ts';

/** For whoever finds the file without knowing Daybook. */
export function readmeText(keySource: string, meaning: string, holds: 'data' | 'keys' = 'data'): string {
  if (holds === 'keys') return keysReadme(keySource, meaning);
  return [
    'This is a backup of Daybook, made in one consistent look at its database.',
    '',
    'backup.json   what is in here: versions, migrations, log sizes and roots, each table with its rows and SHA-256',
    "tables/       one file a table, in PostgreSQL's COPY text format (UTF-8, tab separated, \\N for null)",
    'files/        packages and other files of the data folder',
    '',
    'Restore it into an empty folder with `daybook restore <this file> --data <folder>`.',
    '',
    meaning,
    `The master key was here: ${keySource}`,
    '',
  ].join('\n');
}

function keysReadme(keySource: string, meaning: string): string {
  return [
    'These are the data keys of a Daybook, wrapped under its master key. They belong to the backup beside this file.',
    '',
    'keys.json     what is in here, each file with its SHA-256',
    'keys/         the key files of the data folder',
    'tables/       the keys kept in the database, where one is used that runs elsewhere',
    '',
    '`daybook restore <backup> --data <folder>` finds this file beside the backup, or by `--data-keys <this file>`.',
    '',
    meaning,
    `The master key was here: ${keySource}`,
    '',
  ].join('\n');
}

/** The path of a table's rows inside the archive. */
export function tablePath(table: Pick<BackupHeader['tables'][number], 'schema' | 'name'>): string {
  return `tables/${table.schema}.${table.name}.copy`;
}
