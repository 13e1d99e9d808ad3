import { createHash } from 'node:crypto';
import { WriteStream } from 'node:fs';
import { Writable } from 'node:stream';

/** Hands everything on to another output, which it ends, and keeps its digest and length. */
export class DigestingOutput extends Writable {
  bytes = 0;
  readonly #hash = createHash('sha256');
  readonly #output: Writable;

  constructor(output: Writable) {
    super();
    this.#output = output;
    output.on('error', (error) => this.destroy(error));
  }

  /** SHA-256 in hex; once it has ended. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    this.#output.write(chunk, (error) => {
      if (this.#output instanceof WriteStream) release(chunk);
      done(error);
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#output.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (error !== null) this.#output.destroy();
    done(error);
  }
}

/**
 * Gives the memory of a chunk back that is on disk and that nobody else can see. Left to the collector, which looks at the
 * heap alone, the chunks of a large package pile up.
 */
function release({ buffer, length }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}
