import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, open, type ZipFile } from 'yauzl';
import type { z } from 'zod';
import { Refusal, refuse } from '../errors.ts';
import {
  type BackupFile,
  type BackupHeader,
  type BackupTable,
  backupHeaderSchema,
  type KeyArchiveHeader,
  keyArchiveHeaderSchema,
} from './backup-header.ts';

const headerBytesMax = 64 * 1024 * 1024;
const entriesMax = 1_000_000;
/** Above this size, what unpacks to more than so many times its own size was made to. */
const unpackedRatioMax = 250;
const unpackedBytesFloor = 1024 ** 3;

/** A backup opened for reading; every stream it gives fails at its end when the bytes are not those the header names. */
export interface Archive<Header = BackupHeader> extends AsyncDisposable {
  readonly header: Header;
  openFile(file: BackupFile): Promise<Readable>;
}

/** Throws `backup-damaged` when the file is no backup, is cut off, or names what it does not hold. */
export function openArchive(file: string): Promise<Archive> {
  return openArchiveOf(file, { name: 'backup.json', schema: backupHeaderSchema });
}

/** The archive of data keys beside a backup. Throws `backup-damaged` likewise. */
export function openKeyArchive(file: string): Promise<Archive<KeyArchiveHeader>> {
  return openArchiveOf(file, { name: 'keys.json', schema: keyArchiveHeaderSchema });
}

type HeaderKind<Header> = { readonly name: string; readonly schema: z.ZodType<Header> };

async function openArchiveOf<Header extends Contents>(
  file: string,
  kind: HeaderKind<Header>,
): Promise<Archive<Header>> {
  const zip = await openZip(file);
  try {
    const entries = await listEntries(zip);
    const header = await readHeader(zip, entries, kind);
    requireModest(zip.fileSize, header);
    return {
      header,
      openFile: async (wanted) => {
        const entry =
          entries.get(wanted.path) ?? refuse('backup-damaged', `\`${wanted.path}\` is not in the archive`);
        return checked(await openEntry(zip, entry), wanted);
      },
      [Symbol.asyncDispose]: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

type Contents = { readonly tables: readonly BackupTable[]; readonly files: readonly BackupFile[] };

/** Reads everything once and throws `backup-damaged` at the first byte that is not what the header says. */
export async function verifyArchive(
  archive: Archive<Contents>,
  progress: (bytes: number) => void,
): Promise<void> {
  let bytes = 0;
  for (const file of [...archive.header.tables, ...archive.header.files]) {
    const stream = await archive.openFile(file);
    await pipeline(stream, async (source: AsyncIterable<Buffer>) => {
      for await (const chunk of source) {
        bytes += chunk.length;
        progress(bytes);
      }
    });
  }
}

/** How many uncompressed bytes the archive holds. */
export function archiveBytes(header: Contents): number {
  return [...header.tables, ...header.files].reduce((sum, file) => sum + file.bytes, 0);
}

function requireModest(packedBytes: number, header: Contents): void {
  if (archiveBytes(header) > Math.max(unpackedBytesFloor, packedBytes * unpackedRatioMax))
    refuse('backup-damaged', 'the archive says that it unpacks to more than a backup can');
}

function openZip(file: string): Promise<ZipFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ZipFile>();
  open(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
    if (error === null) return resolve(zip);
    if ('code' in error && typeof error.code === 'string') return reject(error);
    reject(damaged(`couldn't read \`${file}\` as an archive: ${error.message}`));
  });
  return promise;
}

function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, Entry>>();
  const entries = new Map<string, Entry>();
  zip.on('entry', (entry: Entry) => {
    if (entries.has(entry.fileName)) return reject(damaged(`\`${entry.fileName}\` is in the archive twice`));
    if (entries.size >= entriesMax) return reject(damaged('the archive holds more files than a backup can'));
    entries.set(entry.fileName, entry);
    zip.readEntry();
  });
  zip.on('end', () => resolve(entries));
  zip.on('error', (error: Error) => reject(damaged(error.message)));
  zip.readEntry();
  return promise;
}

async function readHeader<Header>(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  { name, schema }: HeaderKind<Header>,
): Promise<Header> {
  const entry =
    entries.get(name) ??
    refuse('backup-damaged', `this file is not a backup of Daybook: it holds no \`${name}\``);
  if (entry.uncompressedSize > headerBytesMax)
    refuse('backup-damaged', `the \`${name}\` of this file is too large`);
  const chunks: Buffer[] = [];
  for await (const chunk of await openEntry(zip, entry)) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) refuse('backup-damaged', `the \`${name}\` of this file was changed`);
  const parsed = schema.safeParse(jsonOrNull(bytes.toString('utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    refuse(
      'backup-damaged',
      `the \`${name}\` of this file is not readable: \`${issue?.path.join('.')}\` ${issue?.message}`,
    );
  }
  return parsed.data;
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  zip.openReadStream(entry, (error, stream) => {
    if (error === null) resolve(stream);
    else reject(damaged(`couldn't read \`${entry.fileName}\`: ${error.message}`));
  });
  return promise;
}

function checked(source: Readable, { path, bytes, digest }: BackupFile): Readable {
  const hash = createHash('sha256');
  let seen = 0;
  const check = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      seen += chunk.length;
      // Before the rest is unpacked: what claims to be small may not fill the disk.
      if (seen > bytes) done(damaged(`\`${path}\` is larger than the backup says`));
      else done(null, chunk);
    },
    flush: (done) => {
      // public: it stands in the archive itself
      if (seen === bytes && hash.digest('hex') === digest) return done();
      done(damaged(`\`${path}\` is not what it was when the backup was made`));
    },
  });
  source.on('error', (error) => check.destroy(damaged(`couldn't read \`${path}\`: ${error.message}`)));
  return source.pipe(check);
}

function damaged(detail: string): Refusal {
  return new Refusal('backup-damaged', detail);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
