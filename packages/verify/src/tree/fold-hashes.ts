import { hash } from 'node:crypto';

const hashBytes = 32;
const pairBytes = 2 * hashBytes;

/** The root over a power of two of hashes that stand one after another (RFC 6962, section 2.1). They stay as they are. */
export function foldHashes(hashes: Uint8Array): Buffer {
  const row = Buffer.from(hashes);
  const node = Buffer.alloc(1 + pairBytes, 1);
  for (let width = row.length / pairBytes; width >= 1; width /= 2) {
    for (let i = 0; i < width; i += 1) {
      row.copy(node, 1, i * pairBytes, (i + 1) * pairBytes);
      // as text of one byte a character, which `hash` gives three times as fast as a buffer
      row.write(hash('sha256', node, 'binary'), i * hashBytes, 'latin1');
    }
  }
  return row.subarray(0, hashBytes);
}
