import { createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { refuse } from '../errors.ts';
import { type KeyArchiveHeader, keyArchiveSuffix } from './backup-header.ts';
import { beginLoad, openTable } from './copied-tables.store.ts';
import type { Archive } from './read-archive.ts';

export type KeyArchive = Archive<KeyArchiveHeader>;

/** Where the data keys of a backup are: as told, else beside it; null when they are not there. */
export function findKeyArchive(file: string, told: string | null): string | null {
  if (told !== null) return told;
  const beside = `${file}${keyArchiveSuffix}`;
  return existsSync(beside) ? beside : null;
}

/** Puts keys kept in a table into the restored table; from there they go where this installation keeps them. */
export async function loadKeyTables(client: pg.Client, archive: KeyArchive): Promise<void> {
  for (const table of archive.header.tables) {
    if (table.schema !== 'public' || table.name !== 'data_key')
      refuse('backup-damaged', `\`${table.name}\` is not a table of data keys`);
    await beginLoad(client);
    await pipeline(await archive.openFile(table), openTable(client, table));
    await client.query('commit');
  }
}

/** Puts key files into the data folder that is being made. */
export async function writeKeyFiles(archive: KeyArchive, dataDir: string): Promise<void> {
  const folder = join(dataDir, 'keys');
  for (const file of archive.header.files) {
    if (!/^keys\/\d{5}\.keys$/.test(file.path))
      refuse('backup-damaged', `\`${file.path}\` is not a file of data keys`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await pipeline(
      await archive.openFile(file),
      createWriteStream(join(folder, basename(file.path)), { mode: 0o600, flags: 'wx', flush: true }),
    );
  }
}
