import type { EntryPayload } from '@daybook/ledger';
import {
  base64Of,
  bytesOfBase64,
  canonicalize,
  parseCanonical,
  roundedSize,
  utf8,
  verifyCommitment,
} from '@daybook/ledger';
import { hmacSha256 } from '@daybook/ledger/node';
import { z } from 'zod';

/** One line of `payloads.ndjson`: what an entry committed to, and the salt that opens the commitment. */
export type PayloadLine = {
  readonly index: number;
  /** Which log of the manifest, from 0. */
  readonly log: number;
  readonly salt: Uint8Array;
  readonly mediaType: string;
  readonly payload: unknown;
};

/** One line of `erased.ndjson`: the payload of `index` was erased, as the entry at the position `by` says. */
export type ErasedLine = { readonly index: number; readonly log: number; readonly by: number };

const index = z.int().min(0);
const payloadLineSchema = z.strictObject({
  index,
  log: index,
  mediaType: z.string(),
  payload: z.unknown(),
  salt: z.string(),
});
const erasedLineSchema = z.strictObject({ index, log: index, by: index });

export function writePayloadLine(line: PayloadLine): string {
  const { mediaType, payload } = line;
  return `${canonicalize({ index: line.index, log: line.log, mediaType, payload, salt: base64Of(line.salt) })}\n`;
}

/** Reads exactly what `writePayloadLine` writes, without the line feed. */
export function parsePayloadLine(text: string): PayloadLine {
  const line = payloadLineSchema.parse(parseCanonical(text));
  return { ...line, salt: bytesOfBase64(line.salt) };
}

export function writeErasedLine(line: ErasedLine): string {
  return `${canonicalize(line)}\n`;
}

export function parseErasedLine(text: string): ErasedLine {
  return erasedLineSchema.parse(parseCanonical(text));
}

/** Whether this line opens the entry's commitment: salt, bytes, rounded size and media type. */
export function opensCommitment(line: PayloadLine, committed: EntryPayload): boolean {
  const bytes = utf8(canonicalize(line.payload));
  return (
    line.mediaType === committed.mediaType &&
    roundedSize(bytes.length) === committed.size &&
    verifyCommitment(hmacSha256, line.salt, bytes, committed.commit)
  );
}
