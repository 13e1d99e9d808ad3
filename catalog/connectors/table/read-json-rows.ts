import { SourceError } from '@daybook/kit';
import type { TextFile } from './read-text.ts';
import type { TableRow } from './table-row.ts';

const elementLengthMax = 1_000_000;
const nestingMax = 3;

/**
 * Reads the objects of a JSON array one by one: the array is the whole file, or the first list of an object
 * (`{"users": […]}`). Throws `SourceError` naming the row where the file ends in the middle.
 */
export async function* readJsonRows(file: TextFile): AsyncGenerator<TableRow> {
  const splitter = new ElementSplitter();
  for await (const text of file.read()) {
    for (const element of splitter.take(text)) yield rowOfJson(element.text, `row ${element.number}`);
  }
  splitter.finish();
}

/** Cuts an array into its elements by counting brackets outside strings, so that memory holds one element at a time. */
class ElementSplitter {
  #depth = 0;
  /** The depth at which the elements of the list stand; 0 before the list has begun. */
  #listDepth = 0;
  #isListOver = false;
  #isInString = false;
  #isEscaped = false;
  #element = '';
  #number = 1;

  *take(text: string): Generator<{ text: string; number: number }> {
    for (const character of text) {
      const isOwn = this.#listDepth > 0 && !this.#isListOver;
      const before = this.#depth;
      this.#follow(character);
      if (this.#depth === 0 && before === 0 && /\S/.test(character)) throw notJson();
      if (!isOwn) continue;
      const endsElement =
        this.#depth < this.#listDepth || (this.#isSeparator(character) && before === this.#listDepth);
      if (!endsElement) {
        this.#element += character;
        if (this.#element.length > elementLengthMax) throw this.#tooLong();
        continue;
      }
      const element = this.#element.trim();
      this.#element = '';
      if (element !== '') yield { text: element, number: this.#number++ };
      this.#isListOver = this.#depth < this.#listDepth;
    }
  }

  finish(): void {
    if (this.#depth === 0 && this.#listDepth > 0) return;
    if (this.#depth === 0) throw notJson();
    throw new SourceError(
      'source-truncated',
      this.#listDepth > 0 && !this.#isListOver
        ? `the JSON ends in the middle of row ${this.#number}`
        : 'the JSON ends in the middle',
      'export or copy the file again',
    );
  }

  #follow(character: string): void {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (character === '\\') this.#isEscaped = true;
      else if (character === '"') this.#isInString = false;
      return;
    }
    if (character === '"') this.#isInString = true;
    if (character === '[' || character === '{') this.#depth += 1;
    if (character === ']' || character === '}') this.#depth -= 1;
    if (character === '[' && this.#listDepth === 0 && this.#depth <= 2) this.#listDepth = this.#depth;
  }

  #isSeparator(character: string): boolean {
    return character === ',' && !this.#isInString && this.#depth === this.#listDepth;
  }

  #tooLong(): SourceError {
    return new SourceError(
      'source-unreadable',
      `row ${this.#number} of the JSON is too long`,
      'export plain rows',
    );
  }
}

/** One object as a row; what is none is `broken`. */
export function rowOfJson(text: string, where: string): TableRow {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { type: 'broken', where, reason: 'it is not an object' };
    }
    return { type: 'row', where, cells: new Map(cellsOf(value, '', 1)) };
  } catch {
    return { type: 'broken', where, reason: 'it is not valid JSON' };
  }
}

/** Fields inside fields are named with a dot; lists of plain values are joined as a cell would hold them. */
function cellsOf(value: object, prefix: string, nesting: number): [string, string][] {
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    const header = `${prefix}${name}`;
    if (inner === null || inner === undefined) return [[header, '']];
    if (Array.isArray(inner)) return [[header, inner.filter((one) => typeof one !== 'object').join(';')]];
    if (typeof inner !== 'object') return [[header, String(inner).trim()]];
    return nesting < nestingMax ? cellsOf(inner, `${header}.`, nesting + 1) : [];
  });
}

function notJson(): SourceError {
  return new SourceError(
    'source-unreadable',
    'the file is not a JSON list of rows',
    'export a list of objects, `[{…}, {…}]`, or an object that holds one list',
  );
}
