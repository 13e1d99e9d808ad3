import type { TableSettings } from './connector.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { readJsonRows } from './read-json-rows.ts';
import { openText, type TextFile } from './read-text.ts';
import type { TableRow } from './table-row.ts';

export type OpenTable = {
  readonly file: TextFile;
  readonly format: 'csv' | 'json';
  readonly rows: AsyncGenerator<TableRow>;
};

/** The rows of a file; the format is the one given, else the one its beginning shows. */
export async function openRows(
  settings: Pick<TableSettings, 'path' | 'format' | 'delimiter' | 'encoding'>,
): Promise<OpenTable> {
  const file = await openText(settings.path, settings.encoding ?? 'utf-8');
  const format = settings.format ?? (/^\uFEFF?\s*[[{]/.test(file.start) ? 'json' : 'csv');
  const rows = format === 'json' ? readJsonRows(file) : readCsvRows(file, settings.delimiter);
  return { file, format, rows };
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
