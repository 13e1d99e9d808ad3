import { Readable } from 'node:stream';
import { SourceError } from '@daybook/kit';
import { CsvError, parse } from 'csv-parse';
import type { TextFile } from './read-text.ts';
import type { TableRow } from './table-row.ts';

const recordSizeMax = 1_000_000;

/** Reads a CSV row by row (RFC 4180 quoting). A row that cannot be understood is `broken`; the file goes on after it. */
export async function* readCsvRows(file: TextFile, delimiter: string | undefined): AsyncGenerator<TableRow> {
  const skipped: TableRow[] = [];
  const parser = parse({
    delimiter: delimiter ?? delimiterOf(file.start),
    info: true,
    max_record_size: recordSizeMax,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      // What ends inside quotes is no broken row but a file that was cut off.
      if (error?.code === 'CSV_QUOTE_NOT_CLOSED') throw error;
      skipped.push({ type: 'broken', where: whereOf(error), reason: reasonOf(error) });
      return undefined;
    },
  });
  const source = Readable.from(file.read());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let headers: readonly string[] | null = null;
  try {
    for await (const { record, info } of parser) {
      yield* skipped.splice(0);
      if (headers === null) headers = headersOf(record);
      else yield rowOf(record, headers, `line ${info.lines}`);
    }
  } catch (error) {
    throw asSourceError(error);
  } finally {
    source.destroy();
  }
  yield* skipped.splice(0);
}

function headersOf(record: readonly string[]): readonly string[] {
  const headers = record.map((header) => header.trim());
  const twice = headers.find((header, i) => header !== '' && headers.indexOf(header) !== i);
  if (twice === undefined) return headers;
  throw new SourceError(
    'source-unreadable',
    'two columns have the same header',
    'give each column a name of its own',
  );
}

function rowOf(record: readonly string[], headers: readonly string[], where: string): TableRow {
  if (record.length !== headers.length) {
    return {
      type: 'broken',
      where,
      reason: `it has ${record.length} columns, the header has ${headers.length}`,
    };
  }
  return {
    type: 'row',
    where,
    cells: new Map(headers.map((header, i) => [header, (record[i] ?? '').trim()])),
  };
}

/** The separator that occurs most in the first line, outside quotes. */
function delimiterOf(start: string): string {
  const line = (start.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }));
  return counted.toSorted((first, second) => second.count - first.count)[0]?.delimiter ?? ',';
}

function whereOf(error: CsvError | undefined): string {
  const { lines } = Object(error);
  return typeof lines === 'number' ? `line ${lines}` : 'a line';
}

function reasonOf(error: CsvError | undefined): string {
  return error?.code === 'CSV_MAX_RECORD_SIZE' ? 'the row is too long' : 'its quotes do not match';
}

function asSourceError(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new SourceError(
      'source-truncated',
      `the file ends inside quotes that begin before ${whereOf(error)}`,
      'export it again, or close the quotes',
    );
  }
  return new SourceError(
    'source-unreadable',
    `the CSV cannot be read at ${whereOf(error)}`,
    'export it again',
  );
}
