import { parseCheckpoint } from './checkpoint.ts';
import { cosignedMessage, joinCosignature, splitCosignature } from './cosignature.ts';
import { formatSignatureLine, type NoteSignature, noteError } from './signature-line.ts';
import {
  assertVerified,
  type Ed25519Verify,
  formatNote,
  matchSignatures,
  type NoteSigner,
  type ParsedNote,
  parseNote,
  parseSignatureLines,
} from './signed-note.ts';
import type { Vkey } from './vkey.ts';

/**
 * A witness's signature line under a checkpoint's text, its line feed included. `timeSeconds` is POSIX time. Who cosigns
 * must have made sure that the checkpoint continues the last one it cosigned, and have stored it.
 */
export function cosignCheckpoint(checkpointText: string, timeSeconds: number, cosigner: NoteSigner): string {
  parseCheckpoint(checkpointText);
  const { name, keyId, type } = cosigner.vkey;
  if (type !== 'cosignature') throw noteError('key is not one that cosigns checkpoints');
  const ed25519 = cosigner.sign(cosignedMessage(timeSeconds, checkpointText));
  return formatSignatureLine({ name, keyId, signature: joinCosignature({ timeSeconds, ed25519 }) });
}

/** A witness's verified signature: by which key, when, and the line to keep. */
export type VerifiedCosignature = {
  readonly vkey: Vkey;
  readonly timeSeconds: number;
  readonly line: NoteSignature;
};

/**
 * The cosignatures a witness's answer gives a checkpoint's text. Lines by unknown keys are passed over; one by a known key
 * that does not verify condemns the answer. Empty when none is known.
 */
export function readCosignatures(
  checkpointText: string,
  answer: string,
  witnessVkeys: readonly Vkey[],
  verify: Ed25519Verify,
): VerifiedCosignature[] {
  const note: ParsedNote = { text: checkpointText, signatures: parseSignatureLines(answer) };
  const { known } = matchSignatures(note, witnessVkeys);
  assertVerified(known, verify);
  // a log's own key says no time and is no witness
  const cosignatures = known.filter(({ vkey }) => vkey.type === 'cosignature');
  return cosignatures.map(({ vkey, line }) => {
    return { vkey, timeSeconds: splitCosignature(line.signature).timeSeconds, line };
  });
}

/** The note with these signatures under it, after those it has; a line it has already is not repeated. */
export function addSignatures(note: string, added: readonly NoteSignature[]): string {
  const { text, signatures } = parseNote(note);
  const lines = new Set([...signatures, ...added].map(formatSignatureLine));
  return formatNote(text, parseSignatureLines([...lines].join('')));
}
