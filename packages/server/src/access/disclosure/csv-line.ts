/** What spreadsheets take for the beginning of a formula, also in its full-width form and behind blanks. */
const formulaStart = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;
const controlStart = /^[\t\r\n]/;

/**
 * One line of RFC 4180. A text that a spreadsheet would run begins with an apostrophe, so it is shown and never run; numbers
 * and truth values stay what they are.
 */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return quoted(formulaStart.test(text) || controlStart.test(text) ? `'${text}` : text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
