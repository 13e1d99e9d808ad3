import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

// The starts that spreadsheets run, as OWASP lists them, with blanks and full-width forms before and in them.
test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '|cmd',
  '%0A',
  '\n=1',
  '\u200b=1',
  '\0=1',
  '\ufe66x',
  '\u207b1',
  '\u22121',
])('never begins a formula: %j', (text) => {
  // Behind a line end or a tab a cell may begin a second time.
  expect(csvLine([text]).replace(/(?<=[\t\r\n])'/, '')).toBe(`"'${text}"\r\n`);
});

test('quotes what it holds and keeps numbers, truth values and nothing', () => {
  expect(csvLine(['a "b"', 'x,y', 'two\nlines', -5, true, null, { a: 1 }])).toBe(
    '"a ""b""","x,y","two\nlines",-5,true,,"{""a"":1}"\r\n',
  );
});

test('never begins a formula where a spreadsheet separates by semicolon, tab or line end instead', () => {
  expect(csvLine(['x', 'a;=1+1;b', 'a\n=1;b'])).toBe(`"x","a;'=1+1;b","a\n'=1;b"\r\n`);
});

// Text made mostly of what matters: the dangerous signs in all widths, blanks, separators and quotes.
const signs = [
  ...'=+-@|%\t\r\n ;,"\'\u00a0\ufeff\u200b\0\uff1d\uff0b\uff0d\uff20\uff05\ufe62\ufe63\ufe66\ufe6b\u2212a1',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...signs), { maxLength: 12 }).map((all) => all.join('')),
  fc.string(),
);

test('whatever a cell holds, no reading of the line begins a cell with a formula', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
      const line = csvLine(cells);
      const otherwise = line.split(/[;\t\r\n]/).map((piece) => piece.replace(/^"/, ''));
      for (const cell of [...cellsOf(line), ...otherwise]) {
        const first = cell.replace(/^[\s\p{C}\p{Z}]+/u, '').charAt(0);
        expect('=+-@|%\u2212').not.toContain(first === '' ? 'nothing' : first.normalize('NFKC').charAt(0));
      }
    }),
    { numRuns: 2_000 },
  );
});

test('whatever a cell holds, it comes back with nothing but apostrophes added', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
      const bare = (one: string) => one.replaceAll("'", '');
      expect(cellsOf(csvLine(cells)).map(bare)).toEqual(cells.map(bare));
    }),
    { numRuns: 2_000 },
  );
});

/** The cells of a line of quoted texts, by RFC 4180. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n$)/g)].map(([, cell = '']) =>
    cell.replaceAll('""', '"'),
  );
}
