import type { Entry } from '@daybook/ledger';
import { type PlacedReceipt, receiptPayloadSchema } from '../format/anchor-files.ts';
import type { PayloadLine } from '../format/payload-line.ts';
import {
  erasedPayloadSchema,
  logOpenedPayloadSchema,
  rotatedPayloadSchema,
} from '../replay/entry-payloads.ts';

export type Opening = ReturnType<typeof logOpenedPayloadSchema.parse> & {
  readonly payload: unknown;
  readonly salt: Uint8Array;
};

/** Which entry erased a payload, and on what ground. */
export type Erasure = { readonly by: number; readonly legalBasis: string };

/** What the entries say of the logs themselves, once their payloads were opened: none of it can be made up afterwards. */
export class ToldByEntries {
  /** By the number of the log in the manifest. */
  readonly openings = new Map<number, Opening>();
  readonly rotations = new Map<number, string[]>();
  /** In order of the entries that record them. */
  readonly receipts: PlacedReceipt[] = [];
  /** By the position whose payload is gone. */
  readonly erasures = new Map<number, Erasure>();

  /** Throws when the payload has not the shape of its entry's type. */
  take(
    log: number,
    { position, entry }: { readonly position: number; readonly entry: Entry },
    line: PayloadLine,
  ) {
    const { payload, salt } = line;
    if (entry.type === 'log.opened@1')
      this.openings.set(log, { ...logOpenedPayloadSchema.parse(payload), payload, salt });
    if (entry.type === 'key.rotated@1') {
      const { note } = rotatedPayloadSchema.parse(payload);
      this.rotations.set(log, [...(this.rotations.get(log) ?? []), note]);
    }
    if (entry.type === 'anchor.receipt@1')
      this.receipts.push({ ...receiptPayloadSchema.parse(payload), position });
    if (entry.type !== 'payload.erased@1') return;
    const { positions, legalBasis } = erasedPayloadSchema.parse(payload);
    for (const erased of positions) this.erasures.set(erased, { by: position, legalBasis });
  }
}
