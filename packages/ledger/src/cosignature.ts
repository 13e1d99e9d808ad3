import { concatBytes, uint64Bytes, utf8 } from './bytes.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { assertSize } from './tree-hash.ts';

/** A witness's signature: when it saw the checkpoint (POSIX seconds) and its 64-byte Ed25519 signature. */
export type Cosignature = { readonly timeSeconds: number; readonly ed25519: Uint8Array };

const timeSizeBytes = 8;
const ed25519SignatureSizeBytes = 64;

/** What a witness signs (c2sp.org/tlog-cosignature, cosignature/v1): the time and the checkpoint's whole text. */
export function cosignedMessage(timeSeconds: number, checkpointText: string): Uint8Array {
  return utf8(`cosignature/v1\ntime ${timeSeconds}\n${checkpointText}`);
}

/** The bytes that follow the key id on a witness's signature line. */
export function joinCosignature({ timeSeconds, ed25519 }: Cosignature): Uint8Array {
  assertSize('time', timeSeconds);
  return concatBytes([uint64Bytes(timeSeconds), ed25519]);
}

export function splitCosignature(signature: Uint8Array): Cosignature {
  if (signature.length !== timeSizeBytes + ed25519SignatureSizeBytes) {
    throw new LedgerFormatError('bad-note', 'cosignature is not 72 bytes long');
  }
  const view = new DataView(signature.buffer, signature.byteOffset, timeSizeBytes);
  const timeSeconds = Number(view.getBigUint64(0));
  assertSize('time', timeSeconds);
  return { timeSeconds, ed25519: signature.slice(timeSizeBytes) };
}
