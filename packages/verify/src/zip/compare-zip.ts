import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import type { OpenZip } from './open-zip.ts';
import { writeZip } from './write-zip.ts';

/**
 * Writes the zip again from its contents and compares byte by byte, so that headers, gaps and comments are covered too.
 * Null when nothing differs, else the place: a file and the offset, or the directory.
 */
export async function compareZip(source: FileHandle | Buffer, zip: OpenZip): Promise<string | null> {
  const comparer = new Comparer(source);
  await writeZip([...zip.files.values()], comparer);
  const offset = comparer.difference ?? (comparer.offset === zip.sizeBytes ? null : comparer.offset);
  return offset === null ? null : placeOf(offset, zip);
}

function placeOf(offset: number, zip: OpenZip): string {
  const ordered = [...zip.files.values()].toSorted((a, b) => a.offset - b.offset);
  const before = ordered.filter((file) => file.offset <= offset).at(-1);
  const isInside =
    before !== undefined && offset < before.offset + 30 + before.name.length + before.bytes + 24;
  return `${isInside ? before.name : 'zip directory'} (byte ${offset} of the zip)`;
}

class Comparer extends Writable {
  offset = 0;
  difference: number | null = null;
  readonly #source: FileHandle | Buffer;

  constructor(source: FileHandle | Buffer) {
    super();
    this.#source = source;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#compare(chunk).then(() => done(), done);
  }

  async #compare(chunk: Buffer): Promise<void> {
    if (this.difference === null) {
      const actual = await this.#read(chunk.length);
      if (!actual.equals(chunk)) this.difference = this.offset + firstDifference(actual, chunk);
    }
    this.offset += chunk.length;
  }

  async #read(length: number): Promise<Buffer> {
    if (Buffer.isBuffer(this.#source)) return this.#source.subarray(this.offset, this.offset + length);
    const target = Buffer.alloc(length);
    const { bytesRead } = await this.#source.read(target, 0, length, this.offset);
    return target.subarray(0, bytesRead);
  }
}

function firstDifference(first: Buffer, second: Buffer): number {
  const length = Math.min(first.length, second.length);
  for (let i = 0; i < length; i++) if (first[i] !== second[i]) return i;
  return length;
}
