import { LedgerFormatError } from './ledger-format-error.ts';
import { type Ed25519Verify, type OpenedNote, openNote } from './signed-note.ts';
import type { Sha256 } from './tree-hash.ts';
import { formatVkey, parseVkey, type Vkey } from './vkey.ts';

/** How often a log may replace its key; a chain is followed no further. */
export const ROTATIONS_MAX = 1000;

/** What the old key signs to hand over: a title, the origin and the new key, on a line each. Both keys are named alike. */
export function rotationText(origin: string, vkey: Vkey): string {
  assertSuccessor(origin, vkey);
  return `${title}\n${origin}\n${formatVkey(vkey)}\n`;
}

/** The new key of a rotation the old key has signed. */
export function openRotation(hash: Sha256, note: string, oldVkey: Vkey, verify: Ed25519Verify): Vkey {
  return rotatedKey(hash, openNote(note, [oldVkey], verify), oldVkey);
}

/** The new key of a rotation's note that was opened with the old key. */
export function rotatedKey(hash: Sha256, { text }: OpenedNote, oldVkey: Vkey): Vkey {
  const [first, origin, vkeyText, ...rest] = text.slice(0, -1).split('\n');
  if (first !== title || origin !== oldVkey.name || vkeyText === undefined || rest.length > 0) {
    throw rotationError('note is not a rotation of this key');
  }
  const vkey = parseVkey(hash, vkeyText);
  assertSuccessor(origin, vkey);
  return vkey;
}

/**
 * All keys of a log, oldest first: the one that is trusted and, one for each note, those it led to. Throws at the first
 * note that does not continue the chain, and at a key that comes back.
 */
export function followRotations(
  hash: Sha256,
  firstVkey: Vkey,
  notes: readonly string[],
  verify: Ed25519Verify,
): Vkey[] {
  let chain = startOfChain(firstVkey, notes);
  let oldVkey = firstVkey;
  for (const note of notes) {
    oldVkey = openRotation(hash, note, oldVkey, verify);
    chain = chainWith(chain, oldVkey);
  }
  return [...chain];
}

export function startOfChain(firstVkey: Vkey, notes: readonly string[]): readonly Vkey[] {
  if (notes.length > ROTATIONS_MAX) throw new LedgerFormatError('too-large', 'log has too many rotations');
  return [firstVkey];
}

export function chainWith(chain: readonly Vkey[], vkey: Vkey): readonly Vkey[] {
  const isKnown = chain.some((each) => formatVkey(each) === formatVkey(vkey));
  if (isKnown) throw rotationError('key was one of the log before');
  return [...chain, vkey];
}

const title = 'daybook key rotation';

function assertSuccessor(origin: string, vkey: Vkey): void {
  if (vkey.name !== origin) throw rotationError('key is not named after the origin');
  if (vkey.type !== 'note') throw rotationError('key is not one that signs notes');
}

function rotationError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-rotation', message);
}
