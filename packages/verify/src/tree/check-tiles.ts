import { foldHashes } from './fold-hashes.ts';
import { hashBundle } from './hash-bundle.ts';

/** A file inside a zip: where its local header begins, how long its name is, how many bytes it holds. */
export type FilePlace = { readonly offset: number; readonly nameBytes: number; readonly bytes: number };

/** One bundle of entries and the tile of their leaf hashes, which must agree. */
export type TileJob = {
  readonly bundle: FilePlace | null;
  readonly tile: FilePlace | null;
  /** 1 to 256. */
  readonly width: number;
};

export type CheckedTiles = {
  /** The roots of the full tiles, one after another, made from the entries. */
  readonly roots: Uint8Array;
  /** Numbers of the jobs whose bundle does not hold its entries, and of those whose tile is not theirs. */
  readonly unreadable: readonly number[];
  readonly differing: readonly number[];
};

/** Fills the target with the bytes from `offset` on; answers how many there were. */
export type ReadInto = (target: Uint8Array, offset: number) => number;

const tileWidth = 256;
const hashBytes = 32;
const headerBytes = 30;

/** Hashes the entries of each bundle and compares the tile. Takes nothing but places, so that a worker can do it. */
export function checkTiles(read: ReadInto, jobs: readonly TileJob[]): CheckedTiles {
  const roots = new Uint8Array(jobs.length * hashBytes);
  const unreadable: number[] = [];
  const differing: number[] = [];
  let full = 0;
  for (const [i, { bundle, tile, width }] of jobs.entries()) {
    const entries = bundle && readFile(read, bundle);
    const hashes = entries && hashBundle(entries, width);
    if (hashes === null) {
      unreadable.push(i);
      continue;
    }
    const packed = tile && readFile(read, tile);
    if (packed === null || !hashes.equals(packed)) differing.push(i);
    if (width === tileWidth) roots.set(foldHashes(hashes), full++ * hashBytes);
  }
  return { roots: roots.slice(0, full * hashBytes), unreadable, differing };
}

/** The bytes of a stored file, in a buffer of their own; null when the zip ends before they do. */
export function readFile(read: ReadInto, { offset, nameBytes, bytes }: FilePlace): Uint8Array | null {
  const whole = Buffer.allocUnsafe(headerBytes + nameBytes + bytes);
  const length = read(whole, offset);
  if (length < headerBytes) return null;
  const start = headerBytes + whole.readUInt16LE(26) + whole.readUInt16LE(28);
  if (start === headerBytes + nameBytes) return length === whole.length ? whole.subarray(start) : null;
  const content = Buffer.allocUnsafe(bytes);
  return read(content, offset + start) === bytes ? content : null;
}
