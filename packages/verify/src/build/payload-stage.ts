import { join } from 'node:path';
import { writeErasedLine } from '../format/payload-line.ts';
import { readLines } from '../format/read-lines.ts';
import { LineFile } from './line-file.ts';
import { readChunks } from './read-chunks.ts';

type Place = { readonly position: number };
type ErasedPlace = Place & { readonly log: number; readonly index: number };

/**
 * Collects the lines of `payloads.ndjson`. Records go to a file as they come, each behind its position; identities wait in memory, since only at
 * the end is it known whose names the package may hold.
 */
export class PayloadStage implements AsyncDisposable {
  readonly #path: string;
  readonly #out: LineFile;
  readonly #identities: { readonly position: number; readonly subject: string; readonly line: string }[] = [];
  readonly #erased: ErasedPlace[] = [];

  private constructor(path: string, out: LineFile) {
    this.#path = path;
    this.#out = out;
  }

  static async open(folder: string): Promise<PayloadStage> {
    const path = join(folder, 'payload-lines');
    return new PayloadStage(path, await LineFile.create(path));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#out[Symbol.asyncDispose]();
  }

  /** Null where there is nothing to wait for. */
  add({ position }: Place, line: string): Promise<void> | null {
    return this.#out.add(`${position} ${line}`);
  }

  addIdentity({ position }: Place, subject: string, line: string): void {
    this.#identities.push({ position, subject, line });
  }

  addErased({ position, log, index }: ErasedPlace): void {
    this.#erased.push({ position, log, index });
  }

  /** Once all entries have passed, each erased payload has the entry that says so; throws for one that has none. */
  erasedLines(erasedBy: (position: number) => number | undefined): readonly string[] {
    return this.#erased.map(({ position, log, index }) => {
      const by = erasedBy(position);
      if (by === undefined) throw new Error(`no entry says why the payload of position ${position} is gone`);
      return writeErasedLine({ log, index, by });
    });
  }

  /** All lines in order of their positions; identities of these subjects only. */
  async *lines(subjects: ReadonlySet<string>): AsyncGenerator<string> {
    await this.#out.close();
    const named = this.#identities.filter(({ subject }) => subjects.has(subject));
    let next = 0;
    for await (const bytes of readLines(readChunks(this.#path))) {
      const placed = bytes.toString();
      const space = placed.indexOf(' ');
      const position = Number(placed.slice(0, space));
      while ((named[next]?.position ?? Number.POSITIVE_INFINITY) < position) yield named[next++]?.line ?? '';
      yield `${placed.slice(space + 1)}\n`;
    }
    for (const { line } of named.slice(next)) yield line;
  }
}
