import { hash } from 'node:crypto';

const hashBytes = 32;
const pairBytes = 2 * hashBytes;

/** The root over a power of two of hashes that stand one after another (RFC 6962, section 2.1). They stay as they are. */
export function foldHashes(hashes: Uint8Array): Uint8Array {
  const row = Uint8Array.from(hashes);
  const node = new Uint8Array(1 + pairBytes);
  node[0] = 1;
  for (let width = row.length / pairBytes; width >= 1; width /= 2) {
    for (let i = 0; i < width; i += 1) {
      node.set(row.subarray(i * pairBytes, (i + 1) * pairBytes), 1);
      row.set(hash('sha256', node, 'buffer'), i * hashBytes);
    }
  }
  return row.slice(0, hashBytes);
}
