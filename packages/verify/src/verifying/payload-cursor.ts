import { textOfUtf8 } from '@daybook/ledger';
import { packagePaths } from '../format/package-paths.ts';
import { type PayloadLine, parsePayloadLine } from '../format/payload-line.ts';
import { readLines } from '../format/read-lines.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';

type Place = { readonly log: number; readonly index: number };

/** Hands out the lines of `payloads.ndjson` as the entries pass by: both stand in the same order, so none is held. */
export class PayloadCursor {
  readonly #lines: AsyncGenerator<PayloadLine>;
  readonly #problems: Problems;
  #head: PayloadLine | null = null;

  private constructor(lines: AsyncGenerator<PayloadLine>, problems: Problems) {
    this.#lines = lines;
    this.#problems = problems;
  }

  static async open(zip: OpenZip, problems: Problems): Promise<PayloadCursor> {
    const cursor = new PayloadCursor(payloadLines(zip, problems), problems);
    await cursor.#advance();
    return cursor;
  }

  /** The line of this entry, or null. Lines before it belong to no entry that may come. */
  async take(place: Place): Promise<PayloadLine | null> {
    while (this.#head !== null && isBefore(this.#head, place)) {
      this.#problems.add('payload-unexpected', lineName(this.#head));
      await this.#advance();
    }
    const head = this.#head;
    if (head === null || head.log !== place.log || head.index !== place.index) return null;
    await this.#advance();
    return head;
  }

  /** What is left when all entries have passed belongs to none. */
  async finish(): Promise<void> {
    for (; this.#head !== null; await this.#advance()) {
      this.#problems.add('payload-unexpected', lineName(this.#head));
    }
  }

  async #advance(): Promise<void> {
    const { value, done } = await this.#lines.next();
    this.#head = done ? null : value;
  }
}

async function* payloadLines(zip: OpenZip, problems: Problems): AsyncGenerator<PayloadLine> {
  const file = zip.files.get(packagePaths.payloads);
  if (file === undefined) return problems.add('file-missing', packagePaths.payloads);
  let number = 0;
  try {
    for await (const bytes of readLines(await file.open())) {
      number += 1;
      yield parsePayloadLine(textOfUtf8(bytes));
    }
  } catch {
    problems.add('payload-malformed', `${packagePaths.payloads}: line ${number}`);
  }
}

function isBefore(first: Place, second: Place): boolean {
  return first.log < second.log || (first.log === second.log && first.index < second.index);
}

function lineName({ log, index }: Place): string {
  return `${packagePaths.payloads}: log ${log}, index ${index}`;
}
