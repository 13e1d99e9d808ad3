import { open } from 'node:fs/promises';
import type { TableSettings } from './connector.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { isJsonLines, readJsonLines } from './read-json-lines.ts';
import { readJsonRows } from './read-json-rows.ts';
import { openText } from './read-text.ts';
import type { TableRow } from './table-row.ts';
import { readWorkbookRows } from './workbook/read-workbook-rows.ts';
import { workbookError } from './workbook/workbook-error.ts';

export type FileFormat = NonNullable<TableSettings['format']>;
export type OpenTable = {
  readonly format: FileFormat;
  /** The sheets of a workbook that hold lists; empty for every other file. */
  readonly sheets: readonly string[];
  /** The sheet that is read. */
  readonly sheet: string | null;
  readonly rows: AsyncGenerator<TableRow>;
  progress(rowsDone: number): { readonly done: number; readonly total: number | null; readonly unit: string };
};

type Opening = Pick<TableSettings, 'path'> & {
  readonly [Name in 'format' | 'delimiter' | 'encoding' | 'sheet']?: TableSettings[Name] | undefined;
};

const compoundFile = 'd0cf11e0a1b11ae1';
const compoundBytesSearched = 16 * 1024 ** 2;

/**
 * The rows of a file; the format is the one given, else the one its beginning shows. `takesFirst`: of a workbook with several
 * lists the first, to look at it; otherwise such a workbook needs its sheet named.
 */
export async function openRows(settings: Opening, takesFirst = false): Promise<OpenTable> {
  const kind = await kindOfStart(settings.path);
  if (kind === 'compound') throw workbookError(await compoundTrouble(settings.path));
  if (kind === 'archive') return openWorkbookRows(settings, takesFirst);
  if (settings.format === 'xlsx') throw workbookError('not-a-workbook');
  const file = await openText(settings.path, settings.encoding ?? 'utf-8');
  const format = settings.format ?? textFormat(file.start, settings.path);
  const rows =
    format === 'json-lines'
      ? readJsonLines(file)
      : format === 'json'
        ? readJsonRows(file)
        : readCsvRows(file, settings.delimiter);
  const progress = () => ({ done: file.bytesRead(), total: file.bytesTotal, unit: 'bytes' });
  return { format, rows, sheets: [], sheet: null, progress };
}

async function openWorkbookRows(settings: Opening, takesFirst: boolean): Promise<OpenTable> {
  const { sheets, sheet, rows } = await readWorkbookRows(settings.path, {
    sheet: settings.sheet,
    takesFirst,
  });
  return { format: 'xlsx', rows, sheets, sheet, progress: (done) => ({ done, total: null, unit: 'rows' }) };
}

function textFormat(start: string, path: string): FileFormat {
  if (!/^\uFEFF?\s*[[{]/.test(start)) return 'csv';
  return isJsonLines(start, path) ? 'json-lines' : 'json';
}

async function kindOfStart(path: string): Promise<'archive' | 'compound' | 'text'> {
  const start = await bytesOf(path, 8);
  if (start.toString('latin1', 0, 4) === 'PK\u0003\u0004') return 'archive';
  return start.toString('hex') === compoundFile ? 'compound' : 'text';
}

/** A workbook under a password is kept inside a compound file, as the workbooks of before 2007 are. */
async function compoundTrouble(path: string): Promise<'locked' | 'old-format'> {
  const bytes = await bytesOf(path, compoundBytesSearched);
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'locked' : 'old-format';
}

async function bytesOf(path: string, count: number): Promise<Buffer> {
  const file = await open(path).catch(() => null);
  if (file === null) return Buffer.alloc(0);
  try {
    const isFile = (await file.stat()).isFile();
    if (!isFile) return Buffer.alloc(0);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(Math.min(count, size)),
      0,
      Math.min(count, size),
      0,
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first rows, to see what the columns hold; they are given again by `all`. */
export async function lookAhead(
  rows: AsyncGenerator<TableRow>,
  count: number,
): Promise<{ first: readonly TableRow[]; all: () => AsyncGenerator<TableRow> }> {
  const first: TableRow[] = [];
  while (first.length < count) {
    const next = await rows.next();
    if (next.done === true) break;
    first.push(next.value);
  }
  async function* all(): AsyncGenerator<TableRow> {
    yield* first;
    yield* rows;
  }
  return { first, all };
}

/** Every header of the rows given, in the order they come. */
export function headersOf(rows: readonly TableRow[]): string[] {
  const headers = rows.flatMap((row) => (row.type === 'row' ? [...row.cells.keys()] : []));
  return [...new Set(headers)].filter((header) => header !== '');
}

export function sampleOf(rows: readonly TableRow[], headers: readonly string[]): string[][] {
  return rows.flatMap((row) =>
    row.type === 'row' ? [headers.map((header) => row.cells.get(header) ?? '')] : [],
  );
}
