import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, fromRandomAccessReader, type Options, type ZipFile } from 'yauzl';
import type { FilePlace, ReadInto } from '../tree/place-reader.ts';
import { readWhole } from './read-whole.ts';
import { WindowReader } from './window-reader.ts';
import { isPackageFileName, type ZipContent, zipLimits } from './zip-content.ts';

export type OpenFile = ZipContent & { readonly offset: number };

/** A package's files, found through the central directory. Nothing of their contents has been checked. */
export type OpenZip = {
  readonly files: ReadonlyMap<string, OpenFile>;
  readonly sizeBytes: number;
  /** The whole file in one small text or claim; refuses more than `bytesMax`. */
  read(name: string, bytesMax: number): Promise<Buffer>;
  /** Where a file lies, for those who read many of them by place; null for one that is missing. */
  place(name: string): FilePlace | null;
  readonly readInto: ReadInto;
};

/** A zip this format does not allow. `where` is a file name or a part of the zip. */
export class ZipRefusal extends Error {
  readonly where: string;

  constructor(where: string, message: string) {
    super(message);
    this.name = 'ZipRefusal';
    this.where = where;
  }
}

/** Reads the directory of a zip: stored files only, plain names, each once, within the limits. Throws `ZipRefusal`. */
export async function openZip(source: FileHandle | Buffer): Promise<OpenZip> {
  const sizeBytes = Buffer.isBuffer(source) ? source.length : (await source.stat()).size;
  if (sizeBytes > zipLimits.totalBytesMax)
    throw new ZipRefusal('zip', 'the file is larger than a package may be');
  const zip = await openDirectory(source, sizeBytes);
  if (zip.entryCount > zipLimits.filesMax) throw new ZipRefusal('zip directory', 'it lists too many files');
  const files = await listFiles(zip);
  return {
    files,
    sizeBytes,
    place: (name) => {
      const file = files.get(name);
      if (file === undefined || file.offset + file.bytes > sizeBytes) return null;
      return { offset: file.offset, nameBytes: name.length, bytes: file.bytes };
    },
    readInto: Buffer.isBuffer(source)
      ? (target, offset) => source.subarray(offset, offset + target.length).copy(target)
      : (target, offset) => readSync(source.fd, target, 0, target.length, offset),
    read: async (name, bytesMax) => {
      const file = files.get(name);
      if (file === undefined) throw new ZipRefusal(name, 'the file is missing');
      if (file.bytes > bytesMax) throw new ZipRefusal(name, 'the file is larger than it may be');
      return readWhole(await file.open(), file.bytes);
    },
  };
}

function openDirectory(source: FileHandle | Buffer, sizeBytes: number): Promise<ZipFile> {
  const options: Options = {
    lazyEntries: true,
    strictFileNames: true,
    validateEntrySizes: true,
    autoClose: false,
  };
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: ZipFile) =>
      error ? reject(refusal('zip directory', error)) : resolve(zip);
    if (Buffer.isBuffer(source)) fromBuffer(source, options, done);
    else fromRandomAccessReader(new WindowReader(source.fd), sizeBytes, options, done);
  });
}

function listFiles(zip: ZipFile): Promise<Map<string, OpenFile>> {
  const files = new Map<string, OpenFile>();
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(refusal('zip directory', error)));
    zip.on('end', () => resolve(files));
    zip.on('entry', (entry: Entry) => {
      const problem = refuseEntry(entry, files);
      if (problem !== null) return reject(problem);
      files.set(entry.fileName, openFile(zip, entry));
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function refuseEntry(entry: Entry, files: ReadonlyMap<string, OpenFile>): ZipRefusal | null {
  const name = entry.fileName;
  if (!isPackageFileName(name)) return new ZipRefusal('zip directory', 'it holds a name no package has');
  if (files.has(name)) return new ZipRefusal(name, 'the file is there twice');
  if (entry.compressionMethod !== 0) return new ZipRefusal(name, 'the file is compressed');
  if (entry.isEncrypted()) return new ZipRefusal(name, 'the file is encrypted');
  return null;
}

function openFile(zip: ZipFile, entry: Entry): OpenFile {
  return {
    name: entry.fileName,
    bytes: entry.uncompressedSize,
    offset: entry.relativeOffsetOfLocalHeader,
    open: () =>
      new Promise<Readable>((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) =>
          error ? reject(refusal(entry.fileName, error)) : resolve(stream),
        );
      }),
  };
}

/** The library's words may quote bytes of the file, so only the place is kept. */
function refusal(where: string, cause: Error): ZipRefusal {
  const error = new ZipRefusal(where, 'the zip is damaged here');
  error.cause = cause;
  return error;
}
