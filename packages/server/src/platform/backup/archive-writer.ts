import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { ZipFile } from 'yazl';
import type { BackupFile } from './backup-header.ts';

/** A zip that is written one entry after another, each hashed on its way. */
export class ArchiveWriter {
  readonly #zip = new ZipFile();
  readonly #mtime: Date;
  readonly #file: string;
  readonly #written: Promise<void>;
  #fail: (error: unknown) => void = () => undefined;

  constructor(file: string, createdAt: string) {
    this.#file = file;
    this.#mtime = new Date(createdAt);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const out = createWriteStream(file, { mode: 0o600 });
    // The published types leave out that it is an emitter.
    if (this.#zip instanceof EventEmitter) this.#zip.on('error', reject);
    this.#zip.outputStream
      .on('error', reject)
      .pipe(out)
      .on('error', reject)
      .on('close', () => resolve());
    this.#fail = reject;
    this.#written = promise;
    // A failure surfaces through whichever wait is open; none of them may be the first to hear of it.
    this.#written.catch(() => undefined);
  }

  async addText(path: string, text: string): Promise<void> {
    this.#zip.addBuffer(Buffer.from(text), path, { mtime: this.#mtime, mode: 0o100600, compress: false });
  }

  async addStream(path: string, source: Readable): Promise<BackupFile> {
    const hash = createHash('sha256');
    let bytes = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const digesting = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
      flush: (done) => {
        done();
        resolve();
      },
    });
    source.on('error', this.#fail);
    const sourceEnded = new Promise<void>((ended) => source.on('end', () => ended()));
    const options = {
      mtime: this.#mtime,
      mode: 0o100600,
      compress: true,
      compressionLevel: 1,
      forceZip64Format: true,
    };
    this.#zip.addReadStream(source.pipe(digesting), path, options);
    await Promise.race([Promise.all([promise, sourceEnded]), this.#written]);
    return { path, bytes, digest: hash.digest('hex') };
  }

  async finish(): Promise<void> {
    this.#zip.end();
    await this.#written;
    await syncToDisk(this.#file);
    await syncToDisk(dirname(this.#file));
  }
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The number PostgreSQL itself says it copied. */
export function rowsOf(stream: Readable): number {
  if ('rowCount' in stream && typeof stream.rowCount === 'number') return stream.rowCount;
  throw new Error('the copy stream does not say how many rows it carried');
}
