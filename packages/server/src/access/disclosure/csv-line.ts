/** What spreadsheets take for the beginning of a formula; other widths and heights of these count as they do. */
const formulaStarts = new Set(['=', '+', '-', '@', '|', '%', '\u2212']);
/** Blanks, invisible and control characters, which spreadsheets drop, and then the first one they read. */
const firstRead = /^[\s\p{C}\p{Z}]*([^\s\p{C}\p{Z}])/u;
const controlStart = /^[\t\r\n]/;
/** Where a spreadsheet that separates by semicolon or tab takes quotes in the middle of a line for text, a cell begins. */
const separators = /[;\t\r\n]/;

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
  return quoted(shown(text));
}

function shown(text: string): string {
  const whole = beginsFormula(text) || controlStart.test(text) ? `'${text}` : text;
  if (!separators.test(whole)) return whole;
  return whole.replace(/(?<=[;\t\r\n])[^;\t\r\n]+/g, (piece) => (beginsFormula(piece) ? `'${piece}` : piece));
}

function beginsFormula(text: string): boolean {
  const first = firstRead.exec(text)?.[1];
  return first !== undefined && formulaStarts.has(first.normalize('NFKC').charAt(0));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
