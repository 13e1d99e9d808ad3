import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { KeyIndex } from './key-index.ts';
import {
  encodeDestroyed,
  encodeKey,
  hasId,
  idOf,
  idWords,
  idWordsAt,
  recordBytes,
  recordKindAt,
  wrappedOf,
} from './key-record.ts';
import {
  createSegment,
  finishReplacements,
  listSegments,
  loadSegment,
  replaceSegment,
  segmentPath,
  segmentRecordsMax,
} from './key-segments.ts';

export type WrappedKey = { readonly id: string; readonly wrapped: Uint8Array };

const segmentBytesMax = (segmentRecordsMax + 1) * recordBytes;

/**
 * Wrapped keys in files below one folder, for one process: durable before `add` resolves, found through an index of 12 to
 * 24 bytes a key, destroyed by rewriting the file that holds them. Throws `keys-damaged` when a file is not what was written.
 */
export class KeyFile {
  readonly #dir: string;
  readonly #index: KeyIndex;
  readonly #readers = new Map<number, number>();
  readonly #waiting: { records: Buffer[]; done: () => void; failed: (error: unknown) => void }[] = [];
  #queue: Promise<unknown> = Promise.resolve();
  #writer: FileHandle | null = null;
  #segment: number;
  #records: number;
  /** Records that were torn by a crash and cut off at opening; none of them was ever handed out. */
  readonly dropped: number;

  private constructor(dir: string, index: KeyIndex, place: Place) {
    this.#dir = dir;
    this.#index = index;
    this.#segment = place.segment;
    this.#records = place.records;
    this.dropped = place.dropped;
  }

  static async open(dir: string): Promise<KeyFile> {
    await finishReplacements(dir);
    const segments = listSegments(dir);
    const index = new KeyIndex(Math.max(0, segments.length - 1) * segmentRecordsMax);
    const buffer = Buffer.allocUnsafe(segmentBytesMax + recordBytes);
    let place: Place = { segment: 0, records: segmentRecordsMax, dropped: 0 };
    for (const segment of segments) {
      const isLast = segment === segments.length;
      const { records, dropped } = await loadSegment(dir, segment, buffer, isLast);
      if (records < 0) {
        await rm(segmentPath(dir, segment));
        break;
      }
      for (let slot = 0; slot < records; slot += 1) {
        index.add(idWordsAt(buffer, (slot + 1) * recordBytes), locationOf(segment, slot));
      }
      place = { segment, records, dropped };
    }
    return new KeyFile(dir, index, place);
  }

  /** Keys and the remains of destroyed ones. */
  get size(): number {
    return this.#index.size;
  }

  get indexBytes(): number {
    return this.#index.bytes;
  }

  /** Appends keys. Many callers at once share one write and one fsync. */
  add(keys: readonly WrappedKey[]): Promise<void> {
    return this.#append(keys.map(({ id, wrapped }) => encodeKey(id, wrapped)));
  }

  /** The wrapped key; null when it was never here, `destroyed` when it was destroyed. */
  read(id: string): Buffer | 'destroyed' | null {
    const found = this.#locate(id);
    if (found === null) return null;
    return recordKindAt(found.record, 0) === 'key' ? Buffer.from(wrappedOf(found.record)) : 'destroyed';
  }

  /** Destroys these keys wherever they are; the remains keep a key of the same id from ever being made again. */
  destroy(ids: readonly string[]): Promise<void> {
    return this.#alone(async () => {
      const missing: Buffer[] = [];
      const bySegment = new Map<number, Map<number, string>>();
      for (const id of new Set(ids)) {
        const found = this.#locate(id);
        if (found === null) missing.push(encodeDestroyed(id));
        else if (recordKindAt(found.record, 0) === 'key') {
          const slots = bySegment.get(found.segment) ?? new Map<number, string>();
          bySegment.set(found.segment, slots.set(found.slot, id));
        }
      }
      for (const [segment, slots] of bySegment) await this.#rewrite(segment, slots);
      if (missing.length > 0) await this.#write(missing);
    });
  }

  /**
   * Replaces the wrapped bytes of every key for which `change` answers others, one file after another; each file is replaced
   * as a whole, and the former one overwritten. Answers how many.
   */
  async rewrap(change: (key: WrappedKey) => Uint8Array | null): Promise<number> {
    let changed = 0;
    for (let segment = 1; segment <= this.#segment; segment += 1) {
      changed += await this.#alone(() => this.#rewrapSegment(segment, change));
    }
    return changed;
  }

  async close(): Promise<void> {
    await this.#alone(async () => {
      await this.#writer?.close();
      this.#writer = null;
      for (const fd of this.#readers.values()) closeSync(fd);
      this.#readers.clear();
    });
  }

  #append(records: Buffer[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ records, done: resolve, failed: reject });
    if (this.#waiting.length === 1) void this.#alone(() => this.#drain());
    return promise;
  }

  async #drain(): Promise<void> {
    const batch = this.#waiting.splice(0);
    try {
      await this.#write(batch.flatMap((item) => item.records));
      for (const item of batch) item.done();
    } catch (error) {
      for (const item of batch) item.failed(error);
    }
  }

  async #write(records: readonly Buffer[]): Promise<void> {
    for (let from = 0; from < records.length; ) {
      if (this.#records >= segmentRecordsMax) await this.#nextSegment();
      const part = records.slice(from, from + segmentRecordsMax - this.#records);
      const handle = await this.#openWriter();
      const bytes = Buffer.concat(part);
      // At its place, not at the end: what a failed write left behind is written over.
      await handle.write(bytes, 0, bytes.length, (this.#records + 1) * recordBytes);
      await handle.datasync();
      for (const record of part) {
        this.#index.add(idWordsAt(record, 0), locationOf(this.#segment, this.#records));
        this.#records += 1;
      }
      from += part.length;
    }
  }

  async #nextSegment(): Promise<void> {
    await createSegment(this.#dir, this.#segment + 1);
    await this.#writer?.close();
    this.#writer = null;
    this.#segment += 1;
    this.#records = 0;
  }

  async #openWriter(): Promise<FileHandle> {
    this.#writer ??= await open(segmentPath(this.#dir, this.#segment), 'r+');
    return this.#writer;
  }

  async #rewrapSegment(segment: number, change: (key: WrappedKey) => Uint8Array | null): Promise<number> {
    const contents = this.#contentsOf(segment);
    let changed = 0;
    for (let at = recordBytes; at < contents.length; at += recordBytes) {
      if (recordKindAt(contents, at) !== 'key') continue;
      const record = contents.subarray(at, at + recordBytes);
      const id = idOf(record);
      const wrapped = change({ id, wrapped: wrappedOf(record) });
      if (wrapped === null) continue;
      encodeKey(id, wrapped).copy(contents, at);
      changed += 1;
    }
    if (changed > 0) await this.#replace(segment, contents);
    return changed;
  }

  async #rewrite(segment: number, slots: ReadonlyMap<number, string>): Promise<void> {
    const contents = this.#contentsOf(segment);
    for (const [slot, id] of slots) encodeDestroyed(id).copy(contents, (slot + 1) * recordBytes);
    await this.#replace(segment, contents);
  }

  /** Without what a failed write may have left behind the last record. */
  #contentsOf(segment: number): Buffer {
    const contents = readFileSync(segmentPath(this.#dir, segment));
    const records = segment === this.#segment ? this.#records : segmentRecordsMax;
    return contents.subarray(0, (records + 1) * recordBytes);
  }

  async #replace(segment: number, contents: Buffer): Promise<void> {
    if (segment === this.#segment) {
      await this.#writer?.close();
      this.#writer = null;
    }
    await replaceSegment(this.#dir, segment, contents, () => this.#forgetReader(segment));
  }

  #forgetReader(segment: number): void {
    const reader = this.#readers.get(segment);
    if (reader !== undefined) closeSync(reader);
    this.#readers.delete(segment);
  }

  /** Where an id lies. A destroyed and a later one of the same id cannot both be: ids are made once. */
  #locate(id: string): { segment: number; slot: number; record: Buffer } | null {
    for (const location of this.#index.locations(idWords(id))) {
      const segment = Math.floor(location / segmentRecordsMax) + 1;
      const slot = location % segmentRecordsMax;
      const record = Buffer.allocUnsafe(recordBytes);
      readSync(this.#readerOf(segment), record, 0, recordBytes, (slot + 1) * recordBytes);
      if (hasId(record, id)) return { segment, slot, record };
    }
    return null;
  }

  #readerOf(segment: number): number {
    const known = this.#readers.get(segment);
    if (known !== undefined) return known;
    const fd = openSync(segmentPath(this.#dir, segment), 'r');
    this.#readers.set(segment, fd);
    return fd;
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.catch(() => undefined).then(work);
    this.#queue = next.catch(() => undefined);
    return next;
  }
}

type Place = { readonly segment: number; readonly records: number; readonly dropped: number };

function locationOf(segment: number, slot: number): number {
  return (segment - 1) * segmentRecordsMax + slot;
}
