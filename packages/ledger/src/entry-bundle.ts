import { concatBytes } from './bytes.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { TILE_WIDTH } from './tile-path.ts';

/** What the length field of a bundle can say, in bytes. The ledger's own limit is lower. */
export const BUNDLE_ENTRY_SIZE_MAX_BYTES = 65_535;

/** 1 to 256 entries, each as its length (16 bits, big-endian) and its bytes (c2sp.org/tlog-tiles). */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  assertCount(entries.length);
  return concatBytes(entries.flatMap((entry) => [lengthBytes(entry.length), entry]));
}

/** The entries of a bundle; refuses one that ends inside an entry. */
export function decodeBundle(bundle: Uint8Array): Uint8Array[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    if (offset + 2 > bundle.length) throw bundleError('bundle ends inside a length');
    const end = offset + 2 + view.getUint16(offset);
    if (end > bundle.length) throw bundleError('bundle ends inside an entry');
    entries.push(bundle.slice(offset + 2, end));
    offset = end;
  }
  assertCount(entries.length);
  return entries;
}

function lengthBytes(length: number): Uint8Array {
  if (length > BUNDLE_ENTRY_SIZE_MAX_BYTES) {
    throw new LedgerFormatError('too-large', 'entry is longer than 65,535 bytes');
  }
  return Uint8Array.of(Math.floor(length / 256), length % 256);
}

function assertCount(count: number): void {
  if (count < 1 || count > TILE_WIDTH) throw bundleError('bundle does not hold 1 to 256 entries');
}

function bundleError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-bundle', message);
}
