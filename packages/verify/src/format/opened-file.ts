import { base64Of, canonicalize } from '@daybook/ledger';

/** `opened.json` of a log: what its first entry committed to, and the salt that opens the commitment. */
export type OpenedFile = { readonly payload: unknown; readonly salt: Uint8Array };

export function writeOpenedFile({ payload, salt }: OpenedFile): string {
  return `${canonicalize({ payload, salt: base64Of(salt) })}\n`;
}
