import { textOfUtf8 } from '@daybook/ledger';
import { z } from 'zod';

/** `anchor.receipt@1`: what a third party answered for one checkpoint. Later fields are let through. */
export const receiptPayloadSchema = z.looseObject({
  origin: z.string(),
  size: z.int().min(0),
  root: z.string(),
  kind: z.enum(['witness', 'timestamp', 'mail']),
  by: z.string(),
  /** The third party's time; of mail, when its server took the message. */
  at: z.iso.datetime({ precision: 3 }),
  receipt: z.base64(),
});

export type ReceiptPayload = z.infer<typeof receiptPayloadSchema>;

/** A receipt and the position of the entry that records it. */
export type PlacedReceipt = ReceiptPayload & { readonly position: number };

export type AnchorFile = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly receipt: PlacedReceipt;
};

/**
 * The files of one log's receipts, made from nothing but the entries that record them and the checkpoints they are about:
 * a whole cosigned note for a witness, the DER token for a time stamp, message id and digest for a mail.
 */
export function anchorFiles(
  folder: string,
  receipts: readonly PlacedReceipt[],
  noteAt: (size: number) => string | null,
): readonly AnchorFile[] {
  const counts = new Map<string, number>();
  return receipts.map((receipt) => {
    const stem = `${folder}/anchors/${receipt.size}-${receipt.kind}`;
    const number = (counts.get(stem) ?? 0) + 1;
    counts.set(stem, number);
    return { path: `${stem}-${number}.${endings[receipt.kind]}`, bytes: contentOf(receipt, noteAt), receipt };
  });
}

const endings = { witness: 'txt', timestamp: 'tst', mail: 'txt' } as const;

function contentOf(
  { kind, size, receipt }: ReceiptPayload,
  noteAt: (size: number) => string | null,
): Uint8Array {
  const bytes = Buffer.from(receipt, 'base64');
  if (kind !== 'witness') return bytes;
  return Buffer.from(`${noteAt(size) ?? ''}${textOfUtf8(bytes)}`);
}
