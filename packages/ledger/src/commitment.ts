import { base64Of } from './base64.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { assertSize } from './tree-hash.ts';

/** HMAC-SHA256, synchronous; bound by `./node` or by the caller. */
export type HmacSha256 = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/** A salt is 32 random bytes, used for one payload only. The fixed length keeps HMAC's key padding from colliding. */
export const SALT_SIZE_BYTES = 32;

/** HMAC-SHA256 with the salt as key over the payload's bytes: hides the payload as long as the salt is unknown. */
export function commit(hmac: HmacSha256, salt: Uint8Array, payload: Uint8Array): Uint8Array {
  assertSalt(salt);
  return hmac(salt, payload);
}

/** Whether `commitment` (canonical base64, as an entry holds it) is the one of this salt and payload. */
export function verifyCommitment(
  hmac: HmacSha256,
  salt: Uint8Array,
  payload: Uint8Array,
  commitment: string,
): boolean {
  return salt.length === SALT_SIZE_BYTES && base64Of(commit(hmac, salt, payload)) === commitment;
}

/** The smallest power of two that is at least `sizeBytes`: an entry states no exact size, since that identifies. */
export function roundedSize(sizeBytes: number): number {
  assertSize('size', sizeBytes);
  let rounded = 1;
  while (rounded < sizeBytes) rounded *= 2;
  return rounded;
}

export function assertSalt(salt: Uint8Array): void {
  if (salt.length !== SALT_SIZE_BYTES)
    throw new LedgerFormatError('bad-commitment', 'salt is not 32 bytes long');
}
