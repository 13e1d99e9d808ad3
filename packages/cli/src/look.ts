import { stripVTControlCharacters, styleText } from 'node:util';

/** How text looks on the stream it goes to: with colour on a terminal, plain in a pipe and under NO_COLOR. */
export type Look = {
  strong(text: string): string;
  faint(text: string): string;
  /** A state as shape and word; the colour only repeats what the shape says. */
  state(state: string, word?: string): string;
  table(rows: readonly (readonly string[])[]): string;
};

type Mark = {
  readonly shape: string;
  readonly colour: 'green' | 'red' | 'yellow' | 'gray';
  readonly word: string;
};

const marks: Readonly<Record<string, Mark>> = {
  pass: { shape: '●', colour: 'green', word: 'pass' },
  valid: { shape: '●', colour: 'green', word: 'valid' },
  complete: { shape: '●', colour: 'green', word: 'complete' },
  effective: { shape: '●', colour: 'green', word: 'operating' },
  operating: { shape: '●', colour: 'green', word: 'operating' },
  'partly-covered': { shape: '●', colour: 'green', word: 'operating in part' },
  fail: { shape: '◆', colour: 'red', word: 'fail' },
  failing: { shape: '◆', colour: 'red', word: 'failing' },
  invalid: { shape: '◆', colour: 'red', word: 'not valid' },
  'not-effective': { shape: '◆', colour: 'red', word: 'not effective' },
  'effective-with-deviations': { shape: '◆', colour: 'yellow', word: 'effective with deviations' },
  unknown: { shape: '◍', colour: 'yellow', word: 'cannot tell' },
  incomplete: { shape: '◍', colour: 'yellow', word: 'incomplete' },
  'not-observable': { shape: '◍', colour: 'yellow', word: 'cannot tell' },
  'too-early': { shape: '○', colour: 'gray', word: 'too early' },
  'not-evidenced': { shape: '○', colour: 'gray', word: 'no evidence yet' },
  'not-tested': { shape: '○', colour: 'gray', word: 'nothing to test yet' },
  'not-covered': { shape: '○', colour: 'gray', word: 'no control covers it' },
  'not-applicable': { shape: '–', colour: 'gray', word: 'not applicable' },
};

export function createLook(hasColour: boolean): Look {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    hasColour ? styleText(style, text, { validateStream: false }) : text;
  return {
    strong: (text) => paint('bold', text),
    faint: (text) => paint('dim', text),
    state: (state, word) => {
      const mark = marks[state] ?? { shape: '◍', colour: 'yellow', word: state };
      return `${paint(mark.colour, mark.shape)} ${word ?? mark.word}`;
    },
    table: formatTable,
  };
}

/** Colour only where somebody looks: see no-color.org for NO_COLOR. */
export function wantsColour(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR) return false;
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

/** Columns two spaces apart, without lines; cells that are numbers stand to the right. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  return rows.map((row) => formatRow(row, widths)).join('\n');
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => {
    const padding = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
    return /^[\d,]+$/.test(cell) ? padding + cell : cell + padding;
  });
  return cells.join('  ').trimEnd();
}

function widthOf(cell: string): number {
  return [...stripVTControlCharacters(cell)].length;
}

/** 1234567 as `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 item`, `2 items`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
