import { SourceError } from '@daybook/kit';
import type { TableRow } from '../table-row.ts';
import { openWorkbook, type Sheet, type Workbook } from './open-workbook.ts';
import { readSheet, type SheetRow } from './read-sheet.ts';
import { workbookError } from './workbook-error.ts';

const sheetsMax = 100;
const titleRowsMax = 20;

export type WorkbookRows = {
  /** Visible sheets that hold a list, in their order. */
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly rows: AsyncGenerator<TableRow>;
};

/**
 * The rows of one sheet below its header. With several lists in the workbook the sheet must be named, unless `takesFirst`
 * (a look before it is imported). Above the header only titles may stand: rows of one cell.
 */
export async function readWorkbookRows(
  path: string,
  { sheet: wanted, takesFirst }: { readonly sheet: string | undefined; readonly takesFirst: boolean },
): Promise<WorkbookRows> {
  const workbook = await openWorkbook(path);
  try {
    const lists = await sheetsWithRows(workbook);
    const names = lists.map(({ name }) => name);
    const sheet = wanted === undefined ? lists[0] : lists.find(({ name }) => name === wanted);
    if (sheet === undefined) throw wanted === undefined ? workbookError('no-sheet') : unknownSheet(names);
    if (wanted === undefined && !takesFirst && lists.length > 1) throw severalSheets(names);
    return { sheets: names, sheet: sheet.name, rows: rowsBelowHeader(workbook, sheet) };
  } catch (error) {
    workbook.parts.close();
    throw error;
  }
}

async function sheetsWithRows(workbook: Workbook): Promise<readonly Sheet[]> {
  const visible = workbook.sheets.filter(({ isHidden }) => !isHidden).slice(0, sheetsMax);
  const lists: Sheet[] = [];
  for (const sheet of visible) {
    const rows = readSheet(workbook, sheet);
    const first = await rows.next();
    await rows.return(undefined);
    if (first.done !== true) lists.push(sheet);
  }
  return lists;
}

/** The first row of two cells or more is the header; a sheet with none is a list of one column. */
async function* rowsBelowHeader(workbook: Workbook, sheet: Sheet): AsyncGenerator<TableRow> {
  try {
    const single: SheetRow[] = [];
    let headers: readonly string[] | null = null;
    for await (const row of readSheet(workbook, sheet)) {
      if (headers !== null) {
        yield rowOf(row, headers);
        continue;
      }
      const isTitle = row.cells.filter((cell) => cell !== '').length === 1;
      if (!isTitle) headers = headersOf(row.cells);
      else if (single.push(row) > titleRowsMax) {
        headers = headersOf(single[0]?.cells ?? []);
        for (const one of single.slice(1)) yield rowOf(one, headers);
      }
    }
    if (headers === null) {
      const [first, ...others] = single;
      for (const one of others) yield rowOf(one, headersOf(first?.cells ?? []));
    }
  } finally {
    workbook.parts.close();
  }
}

function headersOf(cells: readonly string[]): readonly string[] {
  const twice = cells.find((header, i) => header !== '' && cells.indexOf(header) !== i);
  if (twice === undefined) return cells;
  throw new SourceError(
    'source-unreadable',
    'two columns have the same header',
    'give each column a name of its own',
  );
}

function rowOf({ number, cells }: SheetRow, headers: readonly string[]): TableRow {
  const where = `row ${number}`;
  const beyond = cells.findIndex((cell, i) => cell !== '' && (headers[i] ?? '') === '');
  if (beyond !== -1) {
    const reason = `it has a value in column ${beyond + 1}, which has no header (merged header cells name only their first column)`;
    return { type: 'broken', where, reason };
  }
  return { type: 'row', where, cells: new Map(headers.map((header, i) => [header, cells[i] ?? ''])) };
}

function severalSheets(names: readonly string[]): SourceError {
  return new SourceError(
    'source-unreadable',
    `the workbook has ${names.length} sheets with rows, and nothing says which one is the list`,
    `name the sheet (${listed(names)}), or save that sheet alone`,
  );
}

function unknownSheet(names: readonly string[]): SourceError {
  return new SourceError(
    'source-unreadable',
    'the workbook has no visible sheet of that name with rows',
    `it has ${listed(names) || 'none'}`,
  );
}

function listed(names: readonly string[]): string {
  return names
    .slice(0, 10)
    .map((name) => `"${name.slice(0, 31)}"`)
    .join(', ');
}
