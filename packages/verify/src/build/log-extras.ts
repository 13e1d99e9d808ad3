import type { Entry } from '@daybook/ledger';
import { anchorFiles, type PlacedReceipt, receiptPayloadSchema } from '../format/anchor-files.ts';
import { writeOpenedFile } from '../format/opened-file.ts';
import { logFolder, logPaths } from '../format/package-paths.ts';
import { erasedPayloadSchema, rotatedPayloadSchema } from '../replay/entry-payloads.ts';
import type { PackageSource } from './package-source.ts';
import type { StagedFiles } from './staged-files.ts';

type Placed = { readonly entry: Entry; readonly position: number; readonly value: unknown };
type Opening = { readonly payload: unknown; readonly salt: Uint8Array };

/** What entries say of their logs: openings, rotations of keys, anchors, erasures. Kept while the entries pass by. */
export class LogExtras {
  readonly #openings = new Map<string, Opening>();
  readonly #rotations = new Map<string, string[]>();
  readonly #receipts = new Map<string, PlacedReceipt[]>();
  readonly #erasedBy = new Map<number, number>();

  /** `origin` is that of the log the entry stands in. */
  take(origin: string, { entry, position, value }: Placed, salt: Uint8Array): void {
    if (entry.type === 'log.opened@1') this.#openings.set(origin, { payload: value, salt });
    if (entry.type === 'key.rotated@1') push(this.#rotations, origin, rotatedPayloadSchema.parse(value).note);
    if (entry.type === 'payload.erased@1') {
      for (const erased of erasedPayloadSchema.parse(value).positions) this.#erasedBy.set(erased, position);
    }
    if (entry.type !== 'anchor.receipt@1') return;
    const receipt = receiptPayloadSchema.parse(value);
    push(this.#receipts, receipt.origin, { ...receipt, position });
  }

  /** The position of the entry that erased the payload of this one; undefined where none says so. */
  erasedBy(position: number): number | undefined {
    return this.#erasedBy.get(position);
  }

  /** Writes the files that stand beside each log's tree. */
  async stage(files: StagedFiles, source: PackageSource): Promise<void> {
    for (const log of source.logs) {
      const folder = logFolder(log.origin);
      const paths = logPaths(folder);
      const opening = this.#openings.get(log.origin);
      if (opening === undefined) throw new Error(`the log \`${log.origin}\` has no opening`);
      await files.add(paths.opened, writeOpenedFile(opening));
      for (const [i, note] of (this.#rotations.get(log.origin) ?? []).entries())
        await files.add(paths.rotation(i + 1), note);
      const receipts = this.#receipts.get(log.origin) ?? [];
      const notes = new Map([[log.size, log.checkpoint]]);
      for await (const { size, note } of source.history(log, new Set(receipts.map(({ size }) => size)))) {
        notes.set(size, note);
        await files.add(paths.history(size), note);
      }
      const known = receipts.filter(({ size }) => notes.has(size));
      for (const { path, bytes } of anchorFiles(folder, known, (size) => notes.get(size) ?? null))
        await files.add(path, bytes);
    }
  }
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
