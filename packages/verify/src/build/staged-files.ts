import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ZipContent } from '../zip/zip-content.ts';

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
    const bytes = Buffer.from(content);
    const path = this.#newPath(name);
    await writeFile(path, bytes, { mode: 0o600 });
    this.#keep(name, path, bytes.length, createHash('sha256').update(bytes).digest('hex'));
  }

  /** Writes lines, each with its line feed, as they come. */
  async addLines(name: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const path = this.#newPath(name);
    const hash = createHash('sha256');
    let size = 0;
    async function* counted() {
      for await (const line of lines) {
        const bytes = Buffer.from(line);
        hash.update(bytes);
        size += bytes.length;
        yield bytes;
      }
    }
    await pipeline(Readable.from(counted()), createWriteStream(path, { mode: 0o600 }));
    this.#keep(name, path, size, hash.digest('hex'));
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

  #keep(name: string, path: string, bytes: number, sha256: string): void {
    this.#files.set(name, { name, bytes, sha256, path, open: () => createReadStream(path) });
  }
}
