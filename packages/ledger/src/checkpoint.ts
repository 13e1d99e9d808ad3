import { base64Of, bytesOfBase64 } from './base64.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { type Ed25519Verify, type NoteSigner, type OpenedNote, openNote, signNote } from './signed-note.ts';
import { assertSize, HASH_SIZE_BYTES } from './tree-hash.ts';
import type { Vkey } from './vkey.ts';

/** What a log says of itself at one size (c2sp.org/tlog-checkpoint). */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Lines after the root; our own checkpoints have none. */
  readonly extensions: readonly string[];
};

/** A checkpoint its log has signed, and all signatures by known keys, the log's among them. */
export type OpenedCheckpoint = Checkpoint & Omit<OpenedNote, 'text'>;

/** The text that is signed: origin, size and root on a line each. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint;
  assertSize('size', size);
  const text = `${[origin, String(size), base64Of(root), ...extensions].join('\n')}\n`;
  const parsed = parseCheckpoint(text);
  if (parsed.extensions.length !== extensions.length) throw checkpointError('a line holds a line feed');
  return text;
}

/** Reads a checkpoint's text to the letter: no leading zero, no blank line, canonical base64, a final line feed. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw checkpointError('checkpoint does not end in a line feed');
  const [origin, sizeText, rootText, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin || sizeText === undefined || rootText === undefined) {
    throw checkpointError('checkpoint has no origin, size or root');
  }
  if (extensions.includes('')) throw checkpointError('checkpoint holds a blank line');
  const root = bytesOfBase64(rootText);
  if (root.length !== HASH_SIZE_BYTES) throw checkpointError('root is not 32 bytes long');
  return { origin, size: parseDecimal(sizeText), root, extensions };
}

/**
 * The signed note of a checkpoint. Who signs must have made sure that it continues what was signed before. While a key is
 * replaced, the new one signs beside the old one.
 */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signer: NoteSigner,
  ...more: readonly NoteSigner[]
): string {
  const signers = [signer, ...more];
  if (signers.some(({ vkey }) => vkey.name !== checkpoint.origin)) {
    throw checkpointError('key is not named after the origin');
  }
  return signNote(formatCheckpoint(checkpoint), signers);
}

/**
 * A checkpoint signed by the log whose key this is (or by one of its keys, where it has replaced them) and, where given,
 * by witnesses. A witness's false signature refuses it too; a missing one does not.
 */
export function openCheckpoint(
  note: string,
  logVkey: Vkey | readonly Vkey[],
  verify: Ed25519Verify,
  witnessVkeys: readonly Vkey[] = [],
): OpenedCheckpoint {
  const logVkeys = [logVkey].flat();
  return checkpointOf(openNote(note, [...logVkeys, ...witnessVkeys], verify), logVkeys);
}

/** The checkpoint of a note that was opened, once a key of the log is among those that signed it. */
export function checkpointOf(
  { text, verified, unsupported }: OpenedNote,
  logVkeys: readonly Vkey[],
): OpenedCheckpoint {
  const logVkey = logVkeys.find((vkey) =>
    verified.some(({ name, keyId }) => name === vkey.name && keyId === vkey.keyId),
  );
  if (logVkey === undefined)
    throw new LedgerFormatError('unverified-note', 'checkpoint is not signed by its log');
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== logVkey.name) throw checkpointError('origin is not the name of the key');
  return { ...checkpoint, verified, unsupported };
}

/** A whole number of at most 2^53-1 in decimal digits without leading zeros. */
export function parseDecimal(text: string): number {
  const value = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  assertSize('number', value);
  return value;
}

function checkpointError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-checkpoint', message);
}
