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
])('never begins a formula: %j', (text) => {
  expect(csvLine([text])).toBe(`"'${text}"\r\n`);
});

test('quotes what it holds and keeps numbers, truth values and nothing', () => {
  expect(csvLine(['a "b"', 'x,y', 'two\nlines', -5, true, null, { a: 1 }])).toBe(
    '"a ""b""","x,y","two\nlines",-5,true,,"{""a"":1}"\r\n',
  );
});
