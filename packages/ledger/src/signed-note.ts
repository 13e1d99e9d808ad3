import { base64Of, bytesOfBase64 } from './base64.ts';
import { concatBytes, hexOf, utf8 } from './bytes.ts';
import { cosignedMessage, splitCosignature } from './cosignature.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { isKeyName, type Vkey } from './vkey.ts';

/** One signature line: who claims to have signed, and the bytes. */
export type NoteSignature = {
  readonly name: string;
  /** Eight lower-case hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
};

/** A note as it was read. `text` ends in a line feed. Nothing in it is verified. */
export type ParsedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A note at least one known key has signed, and the signatures that were verified, in their order. */
export type OpenedNote = { readonly text: string; readonly verified: readonly NoteSignature[] };

/** Ed25519: bound by `./node` or by the caller. Answers false, and does not throw, for a signature that is not one. */
export type Ed25519Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** Holds one private key. `sign` makes an Ed25519 signature over the message. */
export interface NoteSigner {
  readonly vkey: Vkey;
  sign(message: Uint8Array): Uint8Array;
}

/** A note and its signatures, in characters and lines. */
export const NOTE_SIZE_MAX_CHARACTERS = 1_000_000;
export const NOTE_SIGNATURES_MAX = 100;

/** What stands at the start of a signature line: U+2014 and a space. */
export const SIGNATURE_LINE_START = '\u2014 ';

/** Reads a note (c2sp.org/signed-note): text, empty line, signature lines. The last empty line is the one that counts. */
export function parseNote(note: string): ParsedNote {
  if (note.length > NOTE_SIZE_MAX_CHARACTERS) throw new LedgerFormatError('too-large', 'note is too large');
  if (!isNoteText(note)) throw noteError('note holds control characters or is not Unicode');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw noteError('note has no signatures');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > NOTE_SIGNATURES_MAX)
    throw new LedgerFormatError('too-large', 'note has too many signatures');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

/** Puts signatures under a text, which ends in a line feed. */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  if (!text.endsWith('\n') || !isNoteText(text)) {
    throw noteError('text does not end in a line feed or holds control characters');
  }
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** The text with one signature by each signer. Keys are of type `note`: a witness signs with a time. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const message = utf8(text);
  const signatures = signers.map((signer) => {
    const { name, keyId, type } = signer.vkey;
    if (type !== 'note') throw noteError('key is not one that signs notes');
    return { name, keyId, signature: signer.sign(message) };
  });
  return formatNote(text, signatures);
}

/**
 * The note's text, once a key of `vkeys` has signed it. Signatures by unknown keys are passed over; one by a known key
 * that does not verify condemns the whole note, and so does having none that is known.
 */
export function openNote(note: string, vkeys: readonly Vkey[], verify: Ed25519Verify): OpenedNote {
  const parsed = parseNote(note);
  const known = knownSignatures(parsed, vkeys);
  for (const { vkey, message, ed25519 } of known) {
    if (!verify(vkey.publicKey, message, ed25519)) throw unverified();
  }
  return openedNote(parsed, known);
}

/** A signature by a known key, and what that key must have signed. */
export type KnownSignature = {
  readonly vkey: Vkey;
  readonly line: NoteSignature;
  readonly message: Uint8Array;
  readonly ed25519: Uint8Array;
};

/** Repeated lines of one key are each verified, so none can hide behind another. */
export function knownSignatures(note: ParsedNote, vkeys: readonly Vkey[]): KnownSignature[] {
  const known: KnownSignature[] = [];
  for (const line of note.signatures) {
    const vkey = vkeys.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (vkey?.type === 'note') {
      known.push({ vkey, line, message: utf8(note.text), ed25519: line.signature });
    } else if (vkey !== undefined) {
      const { timeSeconds, ed25519 } = splitCosignature(line.signature);
      known.push({ vkey, line, message: cosignedMessage(timeSeconds, note.text), ed25519 });
    }
  }
  return known;
}

/** To be called once each of the known signatures was verified. */
export function openedNote(note: ParsedNote, known: readonly KnownSignature[]): OpenedNote {
  if (known.length === 0) throw unverified();
  return { text: note.text, verified: known.map(({ line }) => line) };
}

export function unverified(): LedgerFormatError {
  return new LedgerFormatError('unverified-note', 'note has no signature by a known key, or a false one');
}

function parseSignatureLine(line: string): NoteSignature {
  const [name, base64, ...rest] = line.slice(SIGNATURE_LINE_START.length).split(' ');
  if (
    !line.startsWith(SIGNATURE_LINE_START) ||
    name === undefined ||
    base64 === undefined ||
    rest.length > 0
  ) {
    throw noteError('signature line is not a dash, a name and a signature');
  }
  if (!isKeyName(name)) throw noteError('name of a signature is not a key name');
  const bytes = bytesOfBase64(base64);
  if (bytes.length < 5) throw noteError('signature is too short');
  return { name, keyId: hexOf(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  if (!/^[0-9a-f]{8}$/.test(keyId)) throw noteError('key id is not eight hexadecimal digits');
  const keyIdBytes = Uint8Array.from([0, 2, 4, 6], (at) => Number.parseInt(keyId.slice(at, at + 2), 16));
  return `${SIGNATURE_LINE_START}${name} ${base64Of(concatBytes([keyIdBytes, signature]))}\n`;
}

/** Well-formed, and no control character below U+0020 but the line feed. */
function isNoteText(text: string): boolean {
  if (!text.isWellFormed()) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) return false;
  }
  return true;
}

function noteError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-note', message);
}
