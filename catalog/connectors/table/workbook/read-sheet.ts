import { dateOfSerial } from './date-of-serial.ts';
import type { Sheet, Workbook } from './open-workbook.ts';
import { readXml } from './read-xml.ts';
import { workbookError } from './workbook-error.ts';

const columnsMax = 2_000;
const cellLengthMax = 100_000;
const rowLengthMax = 1_000_000;

/** One row with any cell filled: its number in the sheet, and its cells from the first column on. */
export type SheetRow = { readonly number: number; readonly cells: readonly string[] };

/**
 * The filled rows of a sheet, streamed. A formula gives the value the spreadsheet last worked out; a number styled as a date
 * gives `YYYY-MM-DD` or a UTC instant; an error value (`#REF!`) and a formula never worked out give an empty cell.
 */
export async function* readSheet(workbook: Workbook, sheet: Sheet): AsyncGenerator<SheetRow> {
  const part = await workbook.parts.read(sheet.part);
  if (part === null) throw workbookError('broken');
  const walker = new RowWalker(workbook);
  for await (const _ of readXml(part, walker)) yield* walker.take();
  yield* walker.take();
}

class RowWalker {
  readonly #workbook: Workbook;
  #done: SheetRow[] = [];
  #number = 0;
  #cells: string[] = [];
  #rowLength = 0;
  #column = -1;
  #type = '';
  #style = 0;
  #text = '';
  #isValue = false;
  #phonetic = 0;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  take(): SheetRow[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (tag === 'row') {
      this.#number = Number(attributes.get('r') ?? this.#number + 1);
      this.#cells = [];
      this.#rowLength = 0;
      this.#column = -1;
    } else if (tag === 'c') {
      const reference = attributes.get('r');
      this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
      if (!(this.#column >= 0 && this.#column < columnsMax)) throw workbookError('too-large');
      this.#type = attributes.get('t') ?? 'n';
      this.#style = Number(attributes.get('s') ?? 0);
      this.#text = '';
    } else if (tag === 'rPh') this.#phonetic += 1;
    else if (tag === 'v' || tag === 't') this.#isValue = this.#phonetic === 0;
  }

  text(text: string): void {
    if (!this.#isValue) return;
    this.#text += text;
    if (this.#text.length > cellLengthMax) throw workbookError('too-large');
  }

  close(tag: string): void {
    if (tag === 'v' || tag === 't') this.#isValue = false;
    else if (tag === 'rPh') this.#phonetic -= 1;
    else if (tag === 'c') this.#endCell();
    else if (tag === 'row' && this.#cells.some((cell) => cell !== '')) {
      this.#done.push({ number: this.#number, cells: Array.from(this.#cells, (cell) => cell ?? '') });
    }
  }

  #endCell(): void {
    const value = this.#valueOf(this.#text).trim();
    this.#rowLength += value.length;
    // Many cells may name one long text.
    if (this.#rowLength > rowLengthMax) throw workbookError('too-large');
    this.#cells[this.#column] = value;
  }

  #valueOf(text: string): string {
    const { strings, styles, isFrom1904 } = this.#workbook;
    if (this.#type === 's') return text === '' ? '' : (strings[Number(text)] ?? broken());
    if (this.#type === 'b') return text === '' ? '' : text === '1' ? 'true' : 'false';
    if (this.#type === 'e') return '';
    if (this.#type !== 'n' || text === '') return text;
    const meaning = styles[this.#style] ?? 'number';
    if (meaning === 'number') return plainNumber(text);
    return dateOfSerial(Number(text), meaning, isFrom1904) ?? text;
  }
}

/** Spreadsheets write some whole numbers as `4.2E7`; an id must come as people see it. */
function plainNumber(text: string): string {
  if (!/[eE]/.test(text)) return text;
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : text;
}

/** `C7` is column 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const place = letter.charCodeAt(0) - 64;
    if (place < 1 || place > 26) break;
    column = column * 26 + place;
  }
  return column - 1;
}

function broken(): never {
  throw workbookError('broken');
}
