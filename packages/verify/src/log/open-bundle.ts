import { BUNDLE_ENTRY_SIZE_MAX_BYTES } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';

const lengthBytes = 2;
/** Room for the entries of most bundles; it grows where they are longer. */
const firstBytes = 192 * 1024;

/** The bundle that entries are added to: one buffer, which each text is written to once and hashed where it stands. */
export class OpenBundle {
  #buffer = Buffer.allocUnsafeSlow(firstBytes);
  #used = 0;
  #width = 0;

  /** How many entries it holds. */
  get width(): number {
    return this.#width;
  }

  /** Answers the entry's leaf hash; refuses one that is longer than its length field can say. */
  add(text: string): Uint8Array {
    const start = this.#used + lengthBytes;
    this.#makeRoom(start + Buffer.byteLength(text));
    const length = this.#buffer.write(text, start);
    if (length > BUNDLE_ENTRY_SIZE_MAX_BYTES) throw new Error('an entry is longer than a bundle takes');
    // the byte in front of the entry is the leaf prefix while it is hashed, and its length afterwards
    this.#buffer[start - 1] = 0;
    const leafHash = sha256(this.#buffer.subarray(start - 1, start + length));
    this.#buffer.writeUInt16BE(length, this.#used);
    this.#used = start + length;
    this.#width += 1;
    return leafHash;
  }

  /** The bundle's bytes; from here on it is empty. */
  take(): Uint8Array {
    const bytes = Uint8Array.from(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
    this.#width = 0;
    return bytes;
  }

  #makeRoom(bytes: number): void {
    if (bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#buffer = larger;
  }
}
