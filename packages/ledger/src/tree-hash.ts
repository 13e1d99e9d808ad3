import { bytesOfBase64 } from './base64.ts';
import { LedgerFormatError } from './ledger-format-error.ts';

/** SHA-256, synchronous; bound by `./node` or by the caller. */
export interface Sha256 {
  (data: Uint8Array): Uint8Array;
  /** The hash of `nodeInput`, where the binding has a faster way to it. */
  readonly ofNode?: (left: Uint8Array, right: Uint8Array) => Uint8Array;
}

/** The length of every hash in the tree, in bytes. */
export const HASH_SIZE_BYTES = 32;

/** The root of the tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1). */
export function emptyRoot(): Uint8Array {
  return bytesOfBase64('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
}

/** SHA-256(0x00 || entry). */
export function leafHash(hash: Sha256, entry: Uint8Array): Uint8Array {
  return hash(leafInput(entry));
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(hash: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash.ofNode === undefined ? hash(nodeInput(left, right)) : hash.ofNode(left, right);
}

export function leafInput(entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return input;
}

export function nodeInput(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return input;
}

/** The root of a row of neighbouring perfect subtrees, largest first: folded from the smallest. */
export function foldPeaks(hash: Sha256, peaks: readonly Uint8Array[]): Uint8Array {
  let root: Uint8Array | undefined;
  for (const peak of peaks.toReversed()) root = root === undefined ? peak : nodeHash(hash, peak, root);
  return root ?? emptyRoot();
}

/** Sizes and positions are whole numbers from 0 to 2^53-1. */
export function assertSize(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new LedgerFormatError('out-of-range', `${name} is not a whole number of at most 2^53-1`);
  }
}
