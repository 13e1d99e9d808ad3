/** A file inside a zip: where its local header begins, how long its name is, how many bytes it holds. */
export type FilePlace = { readonly offset: number; readonly nameBytes: number; readonly bytes: number };

/** Fills the target with the bytes from `offset` on; answers how many there were. */
export type ReadInto = (target: Uint8Array, offset: number) => number;

const headerBytes = 30;

/** Reads one stored file of a zip after another into the same buffer, which costs far less than a buffer for each. */
export class PlaceReader {
  readonly #read: ReadInto;
  #buffer = Buffer.alloc(0);

  constructor(read: ReadInto) {
    this.#read = read;
  }

  /** The file's bytes, until the next one is read; null when the zip ends before they do. */
  read({ offset, nameBytes, bytes }: FilePlace): Uint8Array | null {
    const wanted = headerBytes + nameBytes + bytes;
    const whole = this.#take(wanted);
    const length = this.#read(whole, offset);
    if (length < headerBytes) return null;
    const start = headerBytes + whole.readUInt16LE(26) + whole.readUInt16LE(28);
    if (start === headerBytes + nameBytes) return length === wanted ? plain(whole, start) : null;
    const content = this.#take(bytes);
    return this.#read(content, offset + start) === bytes ? plain(content, 0) : null;
  }

  #take(bytes: number): Buffer {
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafeSlow(bytes);
    return this.#buffer.subarray(0, bytes);
  }
}

/** Parts of a plain array are made faster than those of a `Buffer`. */
function plain(buffer: Buffer, start: number): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset + start, buffer.length - start);
}
