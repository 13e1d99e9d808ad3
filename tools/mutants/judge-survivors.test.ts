import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { judgeSurvivors } from './judge-survivors.ts';
import { readReport } from './survivors.ts';

const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = 'first\n  if (a &&\n    b) c();\n';
const survivor = { file: 'src/a.ts', line: 'if (a &&', original: 'a && b', replacement: 'a || b' };

function reportOf(statuses: readonly string[]): string {
  const location = { start: { line: 2, column: 7 }, end: { line: 3, column: 6 } };
  const mutants = statuses.map((status) => ({ status, replacement: 'a ||\n b', location }));
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify({ files: { 'src/a.ts': { source, mutants } } }));
  return path;
}

describe('a report', () => {
  test('names a survivor by what stands where', () => {
    expect(readReport(reportOf(['Killed', 'Survived', 'Timeout', 'RuntimeError']))).toEqual({
      files: ['src/a.ts'],
      mutants: 4,
      survivors: [survivor],
      putOff: [],
    });
  });

  test('gives back the places that were put off, as they are asked for again', () => {
    expect(readReport(reportOf(['Ignored', 'Ignored'])).putOff).toEqual(['src/a.ts:2:6-3:5']);
  });

  test('counts what no test reaches as surviving', () => {
    expect(readReport(reportOf(['NoCoverage'])).survivors.length).toBe(1);
  });

  test.each(['Pending', 'CompileError'])('with a mutant that is %s judges nothing', (status) => {
    expect(() => readReport(reportOf(['Killed', status]))).toThrow('1 mutants were not judged');
  });
});

describe('survivors and their reasons', () => {
  const outcome = { files: ['src/a.ts'], mutants: 3, survivors: [survivor], putOff: [] };
  const explained = [{ reason: 'both are the same here', mutants: [survivor] }];

  test('belong together', () => {
    expect(judgeSurvivors(outcome, explained)).toEqual([]);
  });

  test('are each missed when the other is there alone', () => {
    expect(judgeSurvivors(outcome, [])).toEqual([
      'survives without a reason: src/a.ts: `if (a &&`: `a && b` → `a || b`',
    ]);
    expect(judgeSurvivors({ ...outcome, survivors: [] }, explained)).toEqual([
      'has a reason and does not survive: src/a.ts: `if (a &&`: `a && b` → `a || b`',
    ]);
  });

  test('of files that were not mutated are not judged', () => {
    expect(judgeSurvivors({ ...outcome, files: ['src/b.ts'], survivors: [] }, explained)).toEqual([]);
  });

  test('need a reason in words', () => {
    expect(judgeSurvivors(outcome, [{ reason: ' ', mutants: [survivor] }])).toEqual([
      'a reason is empty: it stands for 1 mutants',
    ]);
  });
});
