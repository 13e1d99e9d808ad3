import { SourceError } from '@daybook/kit';
import { rowOfJson } from './read-json-rows.ts';
import type { TextFile } from './read-text.ts';
import type { TableRow } from './table-row.ts';

const lineLengthMax = 1_000_000;

/** One object a line. A line that cannot be read is `broken`, except the last one without an end: there the file was cut off. */
export async function* readJsonLines(file: TextFile): AsyncGenerator<TableRow> {
  let rest = '';
  let number = 0;
  for await (const text of file.read()) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > lineLengthMax) throw tooLong(number + 1);
    for (const line of lines) {
      number += 1;
      const row = rowOfLine(line, number);
      if (row !== null) yield row;
    }
  }
  const last = rowOfLine(rest, number + 1);
  if (last?.type === 'broken') {
    throw new SourceError(
      'source-truncated',
      `the file ends in the middle of line ${number + 1}`,
      'export or copy the file again',
    );
  }
  if (last !== null) yield last;
}

function rowOfLine(line: string, number: number): TableRow | null {
  if (line.length > lineLengthMax) throw tooLong(number);
  return line.trim() === '' ? null : rowOfJson(line, `line ${number}`);
}

/** Whether a file that begins like JSON has an object on its first line and another on its second. */
export function isJsonLines(start: string, path: string): boolean {
  if (/\.(jsonl|ndjson)$/i.test(path)) return true;
  const [first = '', ...others] = start.split('\n');
  if (!/^\uFEFF?\s*\{/.test(first) || !/^\s*\{/.test(others.join('\n'))) return false;
  try {
    JSON.parse(first.replace('\uFEFF', ''));
    return true;
  } catch {
    return false;
  }
}

function tooLong(number: number): SourceError {
  return new SourceError('source-unreadable', `line ${number} of the file is too long`, 'export plain rows');
}
