import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { writeErasedLine } from '../format/payload-line.ts';
import { readLines } from '../format/read-lines.ts';

type Place = { readonly position: number };
type ErasedPlace = Place & { readonly log: number; readonly index: number };

/**
 * Collects the lines of `payloads.ndjson`. Records go to a file as they come; identities wait in memory, since only at
 * the end is it known whose names the package may hold.
 */
export class PayloadStage implements AsyncDisposable {
  readonly #path: string;
  readonly #out: WriteStream;
  readonly #positions: number[] = [];
  readonly #identities: { readonly position: number; readonly subject: string; readonly line: string }[] = [];
  readonly #erased: ErasedPlace[] = [];

  constructor(folder: string) {
    this.#path = join(folder, 'payload-lines');
    this.#out = createWriteStream(this.#path, { mode: 0o600 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#out.destroy();
  }

  async add({ position }: Place, line: string): Promise<void> {
    this.#positions.push(position);
    if (!this.#out.write(line)) await once(this.#out, 'drain');
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
    this.#out.end();
    await finished(this.#out);
    const named = this.#identities.filter(({ subject }) => subjects.has(subject));
    let next = 0;
    let place = 0;
    for await (const line of readLines(createReadStream(this.#path))) {
      const position = this.#positions[place++] ?? 0;
      while ((named[next]?.position ?? Number.POSITIVE_INFINITY) < position) yield named[next++]?.line ?? '';
      yield `${line}\n`;
    }
    for (const { line } of named.slice(next)) yield line;
  }
}
