import { join } from 'node:path';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { readSegments } from '../data-keys/read-segments.ts';
import { ArchiveWriter, rowsOf } from './archive-writer.ts';
import type { BackUpInput } from './back-up.ts';
import {
  type BackupFile,
  type BackupHeader,
  type BackupTable,
  dataKeysMeaning,
  type KeyArchiveHeader,
  keyTable,
} from './backup-header.ts';
import { type CopiedTable, openRows } from './copied-tables.store.ts';
import { readmeText, tablePath } from './readme-text.ts';

type Writing = {
  readonly client: pg.Client;
  readonly tables: readonly CopiedTable[];
  readonly file: string;
  readonly facts: Pick<BackupHeader, 'createdAt' | 'versions'>;
  readonly input: Pick<BackUpInput, 'dataDir' | 'keySource'>;
};

/** Writes the data keys alone, from the key files and from the table, whichever of them this installation uses. */
export async function writeKeyArchive({ client, tables, file, facts, input }: Writing): Promise<void> {
  const zip = new ArchiveWriter(file, facts.createdAt);
  await zip.addText('README.txt', readmeText(input.keySource, dataKeysMeaning, 'keys'));
  const copied: BackupTable[] = [];
  for (const table of tables.filter(({ name }) => name === keyTable)) {
    const rows = await openRows(client, table);
    const written = await zip.addStream(tablePath(table), rows);
    copied.push({ ...table, ...written, rows: rowsOf(rows) });
  }
  const files: BackupFile[] = [];
  for await (const { name, contents } of readSegments(join(input.dataDir, 'keys'))) {
    files.push(await zip.addStream(`keys/${name}`, Readable.from([contents])));
  }
  const { createdAt, versions } = facts;
  const format = 'daybook.keys@1';
  const header: KeyArchiveHeader = {
    format,
    createdAt,
    versions,
    tables: copied,
    files,
    meaning: dataKeysMeaning,
  };
  await zip.addText('keys.json', `${JSON.stringify(header)}\n`);
  await zip.finish();
}
