import { type EventEmitter, once } from 'node:events';
import type { PassThrough, Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { compareNames } from '../format/package-paths.ts';
import { readWhole } from './read-whole.ts';
import type { ZipContent } from './zip-content.ts';

/** Up to this size a file's CRC stands before it; larger ones carry it behind, as streaming asks. Part of the format. */
const crcFirstBytesMax = 16 * 1024 ** 2;

/**
 * Writes the one zip these files have: stored, sorted by name, dated 1980-01-01, so that the same content is the same
 * bytes everywhere. Holds one file of at most 16 MiB in memory; larger ones stream.
 */
export async function writeZip(files: readonly ZipContent[], output: Writable): Promise<void> {
  const zip = new ZipFile();
  // yazl makes its output a PassThrough; its types name only the readable side
  const stream = zip.outputStream as PassThrough;
  // it is an emitter, which its types leave out
  (zip as ZipFile & EventEmitter).on('error', (error: Error) => stream.destroy(error));
  const written = pipeline(stream, output);
  const added = addFiles(zip, stream, files);
  // a failure on either side ends the other
  await Promise.race([Promise.all([added, written]), written.then(() => added)]).catch(
    async (error: unknown) => {
      stream.destroy();
      await Promise.allSettled([written]);
      throw error;
    },
  );
}

async function addFiles(zip: ZipFile, stream: PassThrough, files: readonly ZipContent[]): Promise<void> {
  let written = 0;
  for (const file of files.toSorted((a, b) => compareNames(a.name, b.name))) {
    await addFile(zip, file);
    if (stream.writableNeedDrain) await once(stream, 'drain');
    written = releaseWritten(zip, written);
  }
  zip.end();
}

async function addFile(zip: ZipFile, file: ZipContent): Promise<void> {
  const source = await file.open();
  if (file.bytes <= crcFirstBytesMax) {
    zip.addBuffer(await readWhole(source, file.bytes), file.name, fixedOptions());
    return;
  }
  zip.addReadStream(source, file.name, { ...fixedOptions(), size: file.bytes });
  await finished(source);
}

/** What yazl keeps of each file until the directory is written: its content too, which nobody needs by then. */
type KeptEntry = { readonly state: number; doFileDataPump: () => void };

/** The state of an entry whose bytes have left. */
const fileDataDone = 3;

/** Lets go of what was written since the entry of this number; answers the number of the first that was not. */
function releaseWritten(zip: ZipFile, from: number): number {
  // its types leave out the list of its entries
  const { entries } = zip as ZipFile & { readonly entries: readonly KeptEntry[] };
  let next = from;
  for (
    let entry = entries[next];
    entry !== undefined && entry.state === fileDataDone;
    entry = entries[next]
  ) {
    entry.doFileDataPump = nothing;
    next += 1;
  }
  return next;
}

function nothing(): void {
  // stands where a file's content stood
}

/** The local year 1980 is written as it is read on the clock, so the machine's zone leaves no trace. */
function fixedOptions() {
  return { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true };
}
