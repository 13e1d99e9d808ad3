import { readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

const windowBytes = 1024 ** 2;
const chunkBytes = 64 * 1024;

/** Reads a zip through a window of 1 MiB, so that its directory costs one read for thousands of files and not two for each. */
export class WindowReader extends RandomAccessReader {
  readonly #fd: number;
  #window = Buffer.alloc(0);
  #start = 0;

  constructor(fd: number) {
    super();
    this.#fd = fd;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    const error =
      length <= windowBytes ? this.#fill(position, length) : new Error('it reads too much at once');
    if (error === null)
      this.#window.copy(target, offset, position - this.#start, position - this.#start + length);
    // never at once: the directory is walked by callbacks, which would nest without end
    process.nextTick(done, error);
  }

  /** A stream of its own, since a file's own stream would close the file that others still read. */
  override _readStreamForRange(start: number, end: number): Readable {
    const fd = this.#fd;
    let at = start;
    return new Readable({
      read() {
        const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, end - at));
        const length = chunk.length === 0 ? 0 : readSync(fd, chunk, 0, chunk.length, at);
        at += length;
        this.push(length === 0 ? null : chunk.subarray(0, length));
      },
    });
  }

  #fill(position: number, length: number): Error | null {
    const isInside = position >= this.#start && position + length <= this.#start + this.#window.length;
    if (isInside) return null;
    const window = Buffer.allocUnsafe(windowBytes);
    this.#window = window.subarray(0, readSync(this.#fd, window, 0, windowBytes, position));
    this.#start = position;
    return this.#window.length >= length ? null : new Error('the file ends too early');
  }
}
