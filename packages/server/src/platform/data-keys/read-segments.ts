import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../errors.ts';
import { isHeader, recordBytes, recordKindAt } from './key-record.ts';
import { segmentPath } from './key-segments.ts';

const triesMax = 5;

/**
 * The key files of a folder as they are now, while another process may append to the last one or put another in the place
 * of any. Nothing for a folder that is not there. Throws `keys-damaged` where a file stays unreadable.
 */
export async function* readSegments(
  dir: string,
): AsyncGenerator<{ readonly name: string; readonly contents: Buffer }> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const segments = names.filter((name) => /^\d{5}\.keys$/.test(name)).length;
  for (let segment = 1; segment <= segments; segment += 1) {
    const path = segmentPath(dir, segment);
    yield { name: basename(path), contents: await readWhole(path, segment) };
  }
}

/** A file that is being replaced is overwritten under the reader's hands; then it is read again under its name. */
async function readWhole(path: string, segment: number): Promise<Buffer> {
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const contents = await readFile(path);
    const records = Math.floor(contents.length / recordBytes);
    const isWhole = records > 0 && isHeader(contents.subarray(0, recordBytes), segment);
    if (!isWhole) continue;
    const good = goodRecords(contents, records);
    // The last record may be on its way to the disk; nothing that is in a backup rests on it.
    if (good >= records - 1) return contents.subarray(0, good * recordBytes);
  }
  return refuse('keys-damaged', `the key file \`${path}\` is not what was written`);
}

function goodRecords(contents: Buffer, records: number): number {
  for (let at = 1; at < records; at += 1) {
    if (recordKindAt(contents, at * recordBytes) === 'damaged') return at;
  }
  return records;
}
