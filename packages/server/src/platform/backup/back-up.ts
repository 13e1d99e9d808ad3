import { createReadStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import pg from 'pg';
import { ArchiveWriter, rowsOf } from './archive-writer.ts';
import {
  type BackupFile,
  type BackupHeader,
  type BackupTable,
  backupFormat,
  dataKeysMeaning,
  keyArchiveSuffix,
  keysMeaning,
  keyTable,
} from './backup-header.ts';
import {
  beginSnapshot,
  type CopiedTable,
  listAppliedMigrations,
  listLogHeads,
  listMasterKeys,
  listSequences,
  listTables,
  openRows,
  serverVersion,
} from './copied-tables.store.ts';
import { keptFolders } from './kept-folders.ts';
import { readmeText, tablePath } from './readme-text.ts';
import { writeKeyArchive } from './write-key-archive.ts';

export type BackUpInput = {
  /** A login that sees every row: the owner of the database, never one of Daybook's own two roles. */
  readonly owner: pg.ClientConfig;
  readonly dataDir: string;
  /** The archive; written beside its name and renamed when whole. */
  readonly file: string;
  /** Where the master key is, in words for people; the key itself is never read. */
  readonly keySource: string;
  readonly version: string;
  readonly now: () => string;
  readonly progress: (step: { readonly done: number; readonly total: number; readonly what: string }) => void;
};

export type BackUpResult = {
  readonly header: BackupHeader;
  readonly bytes: number;
  /** The archive of the data keys, beside the backup. */
  readonly dataKeys: { readonly file: string; readonly bytes: number };
};

/**
 * Copies every table in one repeatable-read transaction, and the files of the data folder, into one zip archive. The
 * server may go on working. Memory stays flat whatever the size. The data keys go into a second, small archive beside it,
 * `<file>.keys`, which is meant to be kept for a short time only.
 */
export async function backUp(input: BackUpInput): Promise<BackUpResult> {
  const client = new pg.Client(input.owner);
  await client.connect();
  try {
    await beginSnapshot(client);
    const tables = await listTables(client);
    const facts = {
      createdAt: input.now(),
      versions: { daybook: input.version, postgres: await serverVersion(client) },
      migrations: await listAppliedMigrations(client),
      logs: await listLogHeads(client),
      sequences: await listSequences(client),
    };
    const draft = `${input.file}.part`;
    const keysFile = `${input.file}${keyArchiveSuffix}`;
    const zip = new ArchiveWriter(draft, facts.createdAt);
    try {
      const header = await writeArchive({ input, client, tables, facts, zip });
      await zip.finish();
      // After the tables: every key they rest on was durable before.
      await writeKeyArchive({ client, tables, file: `${keysFile}.part`, facts, input });
      await rename(`${keysFile}.part`, keysFile);
      await rename(draft, input.file);
      const bytes = (await stat(input.file)).size;
      return { header, bytes, dataKeys: { file: keysFile, bytes: (await stat(keysFile)).size } };
    } catch (error) {
      await rm(draft, { force: true });
      await rm(`${keysFile}.part`, { force: true });
      throw error;
    }
  } finally {
    await client.end();
  }
}

type Writing = {
  readonly input: BackUpInput;
  readonly client: pg.Client;
  readonly tables: readonly CopiedTable[];
  readonly facts: Pick<BackupHeader, 'createdAt' | 'versions' | 'migrations' | 'logs' | 'sequences'>;
  readonly zip: ArchiveWriter;
};

async function writeArchive({ input, client, tables, facts, zip }: Writing): Promise<BackupHeader> {
  await zip.addText('README.txt', readmeText(input.keySource, `${keysMeaning}\n\n${dataKeysMeaning}`));
  const copied: BackupTable[] = [];
  for (const [at, table] of tables.entries()) {
    input.progress({ done: at, total: tables.length, what: table.name });
    const rows = await openRows(client, table, table.name === keyTable ? 'none' : 'all');
    const file = await zip.addStream(tablePath(table), rows);
    copied.push({ ...table, ...file, rows: rowsOf(rows) });
  }
  const files: BackupFile[] = [];
  for (const path of await listKeptFiles(input.dataDir)) {
    files.push(await zip.addStream(`files/${path}`, createReadStream(join(input.dataDir, path))));
  }
  const fingerprints = await listMasterKeys(client);
  const keys = {
    included: false,
    source: input.keySource,
    meaning: keysMeaning,
    fingerprints,
  } as const;
  const header: BackupHeader = { format: backupFormat, ...facts, tables: copied, files, keys };
  await zip.addText('backup.json', `${JSON.stringify(header)}\n`);
  input.progress({ done: tables.length, total: tables.length, what: 'closing' });
  return header;
}

async function listKeptFiles(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of keptFolders) {
    const entries = await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(
      missingIsEmpty,
    );
    for (const entry of entries) {
      if (entry.isFile())
        found.push(relative(dataDir, join(entry.parentPath, entry.name)).split(sep).join('/'));
    }
  }
  return found.sort();
}

function missingIsEmpty(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
