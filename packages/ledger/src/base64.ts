import { LedgerFormatError } from './ledger-format-error.ts';

const chunkBytes = 0x2000;

/** Standard alphabet with padding (RFC 4648, section 4). */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += chunkBytes) {
    binary += String.fromCharCode(...bytes.subarray(i, i + chunkBytes));
  }
  return btoa(binary);
}

/** Strict: one text for each byte string, so white space, missing padding and stray trailing bits are refused. */
export function bytesOfBase64(text: string): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // the platform's own error quotes the input
  }
  if (bytes === undefined || base64Of(bytes) !== text) {
    throw new LedgerFormatError('bad-base64', 'text is not canonical base64');
  }
  return bytes;
}
