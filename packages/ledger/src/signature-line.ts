import { base64Of, bytesOfBase64 } from './base64.ts';
import { concatBytes, hexOf } from './bytes.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { isKeyName } from './vkey.ts';

/** One signature line: who claims to have signed, and the bytes. */
export type NoteSignature = {
  readonly name: string;
  /** Eight lower-case hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
};

/** What stands at the start of a signature line: U+2014 and a space. */
const lineStart = '\u2014 ';
const keyIdSizeBytes = 4;

/** Reads one line without its line feed. */
export function parseSignatureLine(line: string): NoteSignature {
  const space = line.indexOf(' ', lineStart.length);
  if (!line.startsWith(lineStart) || space === -1) {
    throw noteError('signature line is not a dash, a name and a signature');
  }
  const name = line.slice(lineStart.length, space);
  if (!isKeyName(name)) throw noteError('name of a signature is not a key name');
  const bytes = bytesOfBase64(line.slice(space + 1));
  if (bytes.length <= keyIdSizeBytes) throw noteError('signature is too short');
  return { name, keyId: hexOf(bytes.subarray(0, keyIdSizeBytes)), signature: bytes.slice(keyIdSizeBytes) };
}

/** Writes one line, its line feed included. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  if (!/^[0-9a-f]{8}$/.test(keyId)) throw noteError('key id is not eight hexadecimal digits');
  const keyIdBytes = Uint8Array.from([0, 2, 4, 6], (at) => Number.parseInt(keyId.slice(at, at + 2), 16));
  return `${lineStart}${name} ${base64Of(concatBytes([keyIdBytes, signature]))}\n`;
}

export function noteError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-note', message);
}
