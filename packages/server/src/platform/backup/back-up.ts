import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import pg from 'pg';
import { ZipFile } from 'yazl';
import {
  type BackupFile,
  type BackupHeader,
  type BackupTable,
  backupFormat,
  keysMeaning,
} from './backup-header.ts';
import {
  beginSnapshot,
  type CopiedTable,
  listAppliedMigrations,
  listLogHeads,
  listSequences,
  listTables,
  openRows,
  serverVersion,
} from './copied-tables.store.ts';
import { keptFolders } from './kept-folders.ts';
import { readmeText, tablePath } from './readme-text.ts';

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

export type BackUpResult = { readonly header: BackupHeader; readonly bytes: number };

/**
 * Copies every table in one repeatable-read transaction, and the files of the data folder, into one zip archive. The
 * server may go on working. Memory stays flat whatever the size.
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
    const zip = new ArchiveWriter(draft, facts.createdAt);
    try {
      const header = await writeArchive({ input, client, tables, facts, zip });
      await zip.finish();
      await rename(draft, input.file);
      return { header, bytes: (await stat(input.file)).size };
    } catch (error) {
      await rm(draft, { force: true });
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
  await zip.addText('README.txt', readmeText(input.keySource, keysMeaning));
  const copied: BackupTable[] = [];
  for (const [at, table] of tables.entries()) {
    input.progress({ done: at, total: tables.length, what: table.name });
    const rows = await openRows(client, table);
    const file = await zip.addStream(tablePath(table), rows);
    copied.push({ ...table, ...file, rows: rowsOf(rows) });
  }
  const files: BackupFile[] = [];
  for (const path of await listKeptFiles(input.dataDir)) {
    files.push(await zip.addStream(`files/${path}`, createReadStream(join(input.dataDir, path))));
  }
  const keys = { included: false, source: input.keySource, meaning: keysMeaning } as const;
  const header: BackupHeader = { format: backupFormat, ...facts, tables: copied, files, keys };
  await zip.addText('backup.json', `${JSON.stringify(header)}\n`);
  input.progress({ done: tables.length, total: tables.length, what: 'closing' });
  return header;
}

/** The number PostgreSQL itself says it copied. */
function rowsOf(stream: Readable): number {
  if ('rowCount' in stream && typeof stream.rowCount === 'number') return stream.rowCount;
  throw new Error('the copy stream does not say how many rows it carried');
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

/** A zip that is written one entry after another, each hashed on its way. */
class ArchiveWriter {
  readonly #zip = new ZipFile();
  readonly #mtime: Date;
  readonly #file: string;
  readonly #written: Promise<void>;
  #fail: (error: unknown) => void = () => undefined;

  constructor(file: string, createdAt: string) {
    this.#file = file;
    this.#mtime = new Date(createdAt);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const out = createWriteStream(file, { mode: 0o600 });
    // The published types leave out that it is an emitter.
    if (this.#zip instanceof EventEmitter) this.#zip.on('error', reject);
    this.#zip.outputStream
      .on('error', reject)
      .pipe(out)
      .on('error', reject)
      .on('close', () => resolve());
    this.#fail = reject;
    this.#written = promise;
    // A failure surfaces through whichever wait is open; none of them may be the first to hear of it.
    this.#written.catch(() => undefined);
  }

  async addText(path: string, text: string): Promise<void> {
    this.#zip.addBuffer(Buffer.from(text), path, { mtime: this.#mtime, mode: 0o100600, compress: false });
  }

  async addStream(path: string, source: Readable): Promise<BackupFile> {
    const hash = createHash('sha256');
    let bytes = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const digesting = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
      flush: (done) => {
        done();
        resolve();
      },
    });
    source.on('error', this.#fail);
    const sourceEnded = new Promise<void>((ended) => source.on('end', () => ended()));
    const options = {
      mtime: this.#mtime,
      mode: 0o100600,
      compress: true,
      compressionLevel: 1,
      forceZip64Format: true,
    };
    this.#zip.addReadStream(source.pipe(digesting), path, options);
    await Promise.race([Promise.all([promise, sourceEnded]), this.#written]);
    return { path, bytes, digest: hash.digest('hex') };
  }

  async finish(): Promise<void> {
    this.#zip.end();
    await this.#written;
    await syncToDisk(this.#file);
    await syncToDisk(dirname(this.#file));
  }
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
