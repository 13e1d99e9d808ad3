import { type Readable, Transform } from 'node:stream';
import { type Entry, open, type ZipFile } from 'yauzl';
import { workbookError } from './workbook-error.ts';

const partsMax = 10_000;
const partBytesMax = 2 * 1024 ** 3;
/** Above the floor, what unpacks to more than so many times its packed size was made to. */
const ratioMax = 200;
const ratioFloorBytes = 16 * 1024 ** 2;

/** The files inside a workbook; each opens as a stream that stops where it would grow beyond what is sane. */
export type WorkbookParts = {
  readonly names: readonly string[];
  /** Bytes of a part as it lies packed in the file; 0 for one that is not there. */
  packedBytes(name: string): number;
  read(name: string): Promise<Readable | null>;
  close(): void;
};

/** Throws `SourceError` for a zip that is cut off or damaged. Nothing is unpacked beyond the part that is read. */
export async function openParts(path: string): Promise<WorkbookParts> {
  const zip = await openZip(path);
  try {
    const entries = await listEntries(zip);
    return {
      names: [...entries.keys()],
      packedBytes: (name) => entries.get(name)?.compressedSize ?? 0,
      read: async (name) => {
        const entry = entries.get(name);
        return entry === undefined ? null : await openEntry(zip, entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      // Without its directory, which stands at the end, it was cut off.
      if (error) reject(workbookError('truncated'));
      else resolve(zip);
    });
  });
}

function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(workbookError('broken')));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= partsMax) return reject(workbookError('too-large'));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  if ((entry.generalPurposeBitFlag & 1) === 1) throw workbookError('locked');
  const bytesMax = Math.min(partBytesMax, Math.max(ratioFloorBytes, entry.compressedSize * ratioMax));
  if (entry.uncompressedSize > bytesMax) throw workbookError('too-large');
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(workbookError('broken'));
      const bounded = boundedBy(bytesMax);
      stream.on('error', () => bounded.destroy(workbookError('broken')));
      bounded.on('close', () => stream.destroy());
      resolve(stream.pipe(bounded));
    });
  });
}

/** The size a zip states is a claim; what really comes is counted. */
function boundedBy(bytesMax: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax) done(workbookError('too-large'));
      else done(null, chunk);
    },
  });
}
