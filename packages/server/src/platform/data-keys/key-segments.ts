import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../errors.ts';
import { encodeHeader, isHeader, recordBytes, recordKindAt } from './key-record.ts';

/** Keys a file holds; destroying one rewrites one file. */
export const segmentRecordsMax = 16_384;

const namePattern = /^(\d{5})\.keys$/;

export function segmentPath(dir: string, segment: number): string {
  return join(dir, `${String(segment).padStart(5, '0')}.keys`);
}

/** The numbers of the segments, from 1 without a gap; throws `keys-damaged` where one is missing. */
export function listSegments(dir: string): readonly number[] {
  const numbers = readdirSync(dir).flatMap((name) => namePattern.exec(name)?.[1] ?? []);
  const sorted = numbers.map(Number).sort((a, b) => a - b);
  sorted.forEach((number, i) => {
    if (number !== i + 1) refuse('keys-damaged', `the key file \`${segmentPath(dir, i + 1)}\` is missing`);
  });
  return sorted;
}

/**
 * Reads one segment into `buffer` and answers how many whole records it holds, its header aside. Only the last segment may
 * end in records that were being written when the process died; they were never handed out and are cut off.
 */
export async function loadSegment(
  dir: string,
  segment: number,
  buffer: Buffer,
  isLast: boolean,
): Promise<{ readonly records: number; readonly dropped: number }> {
  const path = segmentPath(dir, segment);
  const size = statSync(path).size;
  if (size > buffer.length) refuse('keys-damaged', `the key file \`${path}\` is longer than it can be`);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, buffer, 0, size, 0);
  } finally {
    closeSync(fd);
  }
  const whole = Math.floor(size / recordBytes);
  if (whole === 0 && isLast) return { records: -1, dropped: 0 };
  if (!isHeader(buffer.subarray(0, recordBytes), segment)) damaged(path, 0);
  const good = goodRecords(buffer, whole, path, isLast);
  if (!isLast && size !== whole * recordBytes) damaged(path, whole);
  if (size > good * recordBytes) await truncate(path, good * recordBytes);
  return { records: good - 1, dropped: Math.ceil(size / recordBytes) - good };
}

function goodRecords(buffer: Buffer, whole: number, path: string, mayBeTorn: boolean): number {
  let good = whole;
  for (let at = 1; at < whole; at += 1) {
    const isGood = recordKindAt(buffer, at * recordBytes) !== 'damaged';
    if (!isGood && !mayBeTorn) damaged(path, at);
    if (!isGood && good === whole) good = at;
    // A whole record after a broken one: that one was not the last to be written.
    if (isGood && good < whole) damaged(path, good);
  }
  return good;
}

function damaged(path: string, record: number): never {
  return refuse('keys-damaged', `record ${record} of the key file \`${path}\` is not what was written`);
}

/** Makes an empty segment and has its name on disk before anything is written into it. */
export async function createSegment(dir: string, segment: number): Promise<void> {
  await writeDurably(segmentPath(dir, segment), encodeHeader(segment));
  await syncFolder(dir);
}

/**
 * Puts other contents in a segment's place; the former ones are overwritten before their name goes. `forgetFormer` is
 * called between the two: whoever still read the former file would find nothing but zeros in it from then on.
 */
export async function replaceSegment(
  dir: string,
  segment: number,
  contents: Buffer,
  forgetFormer: () => void,
): Promise<void> {
  const path = segmentPath(dir, segment);
  await rm(`${path}.new`, { force: true });
  await writeDurably(`${path}.new`, contents);
  await link(path, `${path}.old`);
  await rename(`${path}.new`, path);
  forgetFormer();
  await syncFolder(dir);
  await overwriteAndRemove(`${path}.old`);
  await syncFolder(dir);
}

/** Finishes what a crash interrupted: drafts go, and former contents are overwritten. */
export async function finishReplacements(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (name.endsWith('.new')) await overwriteAndRemove(path);
    if (!name.endsWith('.old')) continue;
    const current = path.slice(0, -'.old'.length);
    // Before the rename both names are one file, which is the current one.
    const isCurrent = existsSync(current) && statSync(current).ino === statSync(path).ino;
    if (isCurrent) await rm(path);
    else await overwriteAndRemove(path);
  }
}

async function overwriteAndRemove(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(size), 0, size, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rm(path);
}

async function writeDurably(path: string, contents: Buffer): Promise<void> {
  await writeFile(path, contents, { mode: 0o600 });
  await withHandle(path, 'r', (handle) => handle.sync());
}

export async function syncFolder(dir: string): Promise<void> {
  await withHandle(dir, 'r', (handle) => handle.sync());
}

async function withHandle(
  path: string,
  flags: string,
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags);
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}
