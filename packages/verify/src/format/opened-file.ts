import { base64Of, bytesOfBase64, canonicalize, parseCanonical } from '@daybook/ledger';
import { z } from 'zod';

/** `opened.json` of a log: what its first entry committed to, and the salt that opens the commitment. */
export type OpenedFile = { readonly payload: unknown; readonly salt: Uint8Array };

const openedFileSchema = z.strictObject({ payload: z.unknown(), salt: z.string() });

export function writeOpenedFile({ payload, salt }: OpenedFile): string {
  return `${canonicalize({ payload, salt: base64Of(salt) })}\n`;
}

/** Reads exactly what `writeOpenedFile` writes. */
export function parseOpenedFile(text: string): OpenedFile {
  if (!text.endsWith('\n')) throw new Error('the file does not end in a line feed');
  const { payload, salt } = openedFileSchema.parse(parseCanonical(text.slice(0, -1)));
  return { payload, salt: bytesOfBase64(salt) };
}
