import { utf8 } from './bytes.ts';
import { cosignedMessage, splitCosignature } from './cosignature.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { formatSignatureLine, type NoteSignature, noteError, parseSignatureLine } from './signature-line.ts';
import type { Vkey } from './vkey.ts';

/** A note as it was read. `text` ends in a line feed. Nothing in it is verified. */
export type ParsedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A note at least one known key has signed, and the signatures that were verified, in their order. */
export type OpenedNote = {
  readonly text: string;
  readonly verified: readonly NoteSignature[];
  /** Signatures by known keys of a type whose verification is not supported: nothing is known of them. */
  readonly unsupported: readonly NoteSignature[];
};

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

/** Reads a note (c2sp.org/signed-note): text, empty line, signature lines. The last empty line is the one that counts. */
export function parseNote(note: string): ParsedNote {
  if (note.length > NOTE_SIZE_MAX_CHARACTERS) throw new LedgerFormatError('too-large', 'note is too large');
  if (!isNoteText(note)) throw noteError('note holds control characters or is not Unicode');
  const split = note.lastIndexOf('\n\n');
  if (split < 0) throw noteError('note has no signatures');
  return { text: note.slice(0, split + 1), signatures: parseSignatureLines(note.slice(split + 2)) };
}

/** Reads one or more signature lines, as they end a note and as a witness answers them. */
export function parseSignatureLines(text: string): NoteSignature[] {
  if (!text.endsWith('\n')) throw noteError('signatures do not end in a line feed');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > NOTE_SIGNATURES_MAX) {
    throw new LedgerFormatError('too-large', 'note has too many signatures');
  }
  return lines.map(parseSignatureLine);
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
 * that does not verify condemns the whole note, and so does having none that is known and supported.
 */
export function openNote(note: string, vkeys: readonly Vkey[], verify: Ed25519Verify): OpenedNote {
  const parsed = parseNote(note);
  const matched = matchSignatures(parsed, vkeys);
  assertVerified(matched.known, verify);
  return openedNote(parsed, matched);
}

/** A signature by a known key, and what that key must have signed. */
export type KnownSignature = {
  readonly vkey: Vkey;
  readonly line: NoteSignature;
  readonly message: Uint8Array;
  readonly ed25519: Uint8Array;
};

export type MatchedSignatures = {
  readonly known: readonly KnownSignature[];
  readonly unsupported: readonly NoteSignature[];
};

/** Repeated lines of one key are each verified, so none can hide behind another. */
export function matchSignatures(note: ParsedNote, vkeys: readonly Vkey[]): MatchedSignatures {
  const known: KnownSignature[] = [];
  const unsupported: NoteSignature[] = [];
  for (const line of note.signatures) {
    const vkey = vkeys.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (vkey?.type === 'note') {
      known.push({ vkey, line, message: utf8(note.text), ed25519: line.signature });
    } else if (vkey?.type === 'cosignature') {
      const { timeSeconds, ed25519 } = splitCosignature(line.signature);
      known.push({ vkey, line, message: cosignedMessage(timeSeconds, note.text), ed25519 });
    } else if (vkey !== undefined) {
      unsupported.push(line);
    }
  }
  return { known, unsupported };
}

/** Refuses the note when one of the known signatures is false. */
export function assertVerified(known: readonly KnownSignature[], verify: Ed25519Verify): void {
  for (const { vkey, message, ed25519 } of known) {
    if (!verify(vkey.publicKey, message, ed25519)) throw unverified();
  }
}

/** To be called once each of the known signatures was verified. */
export function openedNote(note: ParsedNote, { known, unsupported }: MatchedSignatures): OpenedNote {
  if (known.length === 0) throw unverified();
  return { text: note.text, verified: known.map(({ line }) => line), unsupported };
}

export function unverified(): LedgerFormatError {
  return new LedgerFormatError('unverified-note', 'note has no signature by a known key, or a false one');
}

/** Well-formed, and no control character below U+0020 but the line feed. */
function isNoteText(text: string): boolean {
  if (!text.isWellFormed()) return false;
  for (const character of text) {
    if (character < ' ' && character !== '\n') return false;
  }
  return true;
}
