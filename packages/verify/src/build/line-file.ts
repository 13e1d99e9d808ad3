import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

const bufferBytes = 256 * 1024;
/** What a character takes in UTF-8 at most. */
const characterBytesMax = 3;

/**
 * A file that grows by texts. They are gathered in one buffer that is filled and written again and again, so that a file
 * of any length takes the same memory. Closed by `close` or when it is disposed.
 */
export class LineFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  readonly #buffer = Buffer.allocUnsafeSlow(bufferBytes);
  #used = 0;
  #written = 0;
  #isClosed = false;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<LineFile> {
    return new LineFile(await open(path, 'wx', 0o600));
  }

  /** Null where the text waits in the buffer; otherwise done once it may be followed by the next. */
  add(text: string): Promise<void> | null {
    if (this.#used + text.length * characterBytesMax > bufferBytes) return this.#addAfterFlush(text);
    this.#used += this.#buffer.write(text, this.#used);
    return null;
  }

  /** Answers how many bytes the file has and their SHA-256 in hex. */
  async close(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    await this.#flush();
    await this[Symbol.asyncDispose]();
    return { bytes: this.#written, sha256: this.#hash.digest('hex') };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#handle.close();
  }

  async #addAfterFlush(text: string): Promise<void> {
    await this.#flush();
    if (text.length * characterBytesMax <= bufferBytes) this.#used = this.#buffer.write(text);
    else await this.#write(Buffer.from(text));
  }

  async #flush(): Promise<void> {
    await this.#write(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at);
      at += bytesWritten;
    }
    this.#written += bytes.length;
  }
}
