import { createHash } from 'node:crypto';
import { formatNote, openNote, parseNote, type Vkey } from '@daybook/ledger';
import { ed25519Verify } from '@daybook/ledger/node';

/**
 * What the log's key signs to bind a manifest: two lines, so that no one can take it for a checkpoint, which has three.
 */
export function manifestNoteText(manifest: Uint8Array): string {
  return `daybook.package\n${createHash('sha256').update(manifest).digest('hex')}\n`;
}

/** Throws unless the note is exactly this manifest's text under exactly one signature of this key. */
export function verifyManifestNote(note: string, manifest: Uint8Array, vkey: Vkey): void {
  const parsed = parseNote(note);
  const opened = openNote(note, [vkey], ed25519Verify);
  const isExact = parsed.signatures.length === 1 && formatNote(parsed.text, parsed.signatures) === note;
  if (!isExact) throw new Error('it carries more than the one signature of its log');
  if (opened.text !== manifestNoteText(manifest)) throw new Error('it was made for another manifest');
}
