import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ZipContent } from '../zip/zip-content.ts';
import { LineFile } from './line-file.ts';

/** Above this a file is read in parts. */
const chunkBytesMax = 1024 ** 2;

export type StagedFile = ZipContent & { readonly sha256: string; readonly path: string };

/**
 * The files of a package on their way into the zip, kept in a folder of their own inside `parent`: the manifest stands
 * first in the zip and needs the digests of all others. The folder is removed when this is disposed.
 */
export class StagedFiles implements AsyncDisposable {
  readonly folder: string;
  #made = 0;
  readonly #files = new Map<string, StagedFile>();

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(parent: string): Promise<StagedFiles> {
    return new StagedFiles(await mkdtemp(join(parent, 'package-')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  files(): readonly StagedFile[] {
    return [...this.#files.values()];
  }

  async add(name: string, content: Uint8Array | string): Promise<void> {
    const path = this.#newPath(name);
    await writeFile(path, content, { mode: 0o600 });
    const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
    this.#keep(name, path, { bytes, sha256: hash('sha256', content) });
  }

  /** Writes lines, each with its line feed, as they come. */
  async addLines(name: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const path = this.#newPath(name);
    await using file = await LineFile.create(path);
    for await (const line of lines) await file.add(line);
    this.#keep(name, path, await file.close());
  }

  async read(name: string): Promise<Buffer> {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`\`${name}\` was not written`);
    return readFile(file.path);
  }

  #newPath(name: string): string {
    if (this.#files.has(name)) throw new Error(`\`${name}\` was written twice`);
    return join(this.folder, String(this.#made++));
  }

  #keep(name: string, path: string, { bytes, sha256 }: Pick<StagedFile, 'bytes' | 'sha256'>): void {
    this.#files.set(name, { name, bytes, sha256, path, open: () => readStaged(path, bytes) });
  }
}

/** A small file comes as one chunk, so that nobody has to put it together in another buffer. */
function readStaged(path: string, bytes: number): Readable {
  if (bytes === 0) return Readable.from([]);
  return createReadStream(path, { end: bytes - 1, highWaterMark: Math.min(bytes, chunkBytesMax) });
}
