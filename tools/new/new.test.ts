import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ran, TemporaryClone } from './testing/temporary-clone.ts';

const units = [
  { args: ['connector', 'tide-table'], folder: 'catalog/connectors/tide-table/' },
  { args: ['check', 'tide-checked'], folder: 'catalog/checks/tide-checked/' },
  { args: ['framework', 'tide-rules-2026'], folder: 'catalog/frameworks/tide-rules-2026/' },
  {
    args: ['control', 'tide-watch', '--answers', 'tide-rules-2026:1.1'],
    folder: 'catalog/controls/tide-watch/',
  },
  { args: ['check', 'tide-watch'], folder: 'catalog/checks/tide-watch/' },
  { args: ['channel', 'tide-radio'], folder: 'catalog/channels/tide-radio/' },
  { args: ['detector', 'tide-number'], folder: 'catalog/detectors/tide-number/' },
  { args: ['route', 'facts/read-tide'], folder: 'packages/server/src/facts/routes/read-tide.' },
  { args: ['page', 'tides/today'], folder: 'packages/web/src/pages/tides/today/' },
  { args: ['command', 'show-tides'], folder: 'packages/cli/src/commands/show-tides.' },
] as const;

/** What every unit of a kind keeps. How connectors read bad sources is tried on those with a replay, which a new one lacks. */
const contracts = ['channels', 'checks', 'connectors', 'controls', 'detectors', 'frameworks'].map(
  (kind) => `catalog/${kind}/${kind}.contract.test.ts`,
);

let clone: TemporaryClone;

beforeAll(() => {
  clone = new TemporaryClone();
  requireSuccess(clone.run('packages/client/generate.ts'));
});

/** What the program said is the message: a bare exit code helps nobody. */
function requireSuccess({ status, output }: Ran): void {
  if (status !== 0) expect.fail(output.slice(-6_000));
}

afterAll(() => clone[Symbol.dispose]());

test('one new unit of each kind touches its own folder and nothing else', { timeout: 120_000 }, () => {
  for (const { args } of units) {
    const { status, output } = clone.run('tools/new/main.ts', ...args);
    expect({ args, status, output }).toMatchObject({ status: 0 });
  }

  const changed = clone.changedPaths();

  for (const { folder } of units) expect(changed.filter((path) => path.startsWith(folder))).not.toEqual([]);
  expect(changed.filter((path) => !units.some(({ folder }) => path.startsWith(folder)))).toEqual([]);
});

test('they compile, are formatted, and pass the contract suite of their kind and their own tests', {
  timeout: 240_000,
}, () => {
  const paths = clone.changedPaths();

  const types = clone.run('node_modules/ts7/bin/tsc', '-p', 'tsconfig.json', '--pretty', 'false');
  const lint = clone.run(
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--vcs-enabled=false',
    ...paths.filter((path) => /\.(ts|tsx|json)$/.test(path) && !path.includes('/fixtures/')),
  );
  const suites = [...contracts, ...paths.filter((path) => /\.test\.tsx?$/.test(path))];
  const tests = clone.run('node_modules/vitest/vitest.mjs', 'run', ...suites);

  expect(types.output.split('\n').filter((line) => paths.some((path) => line.startsWith(path)))).toEqual([]);
  requireSuccess(lint);
  requireSuccess(tests);
});

test('only derived documents follow from them', { timeout: 120_000 }, () => {
  const generated = clone.run('tools/generate/main.ts');

  requireSuccess(generated);
  const elsewhere = clone
    .changedPaths()
    .filter((path) => !units.some(({ folder }) => path.startsWith(folder)));
  expect(elsewhere.filter((path) => !path.startsWith('docs/reference/'))).toEqual([]);
});

test('refuses to write over what exists', () => {
  const { status, output } = clone.run('tools/new/main.ts', 'connector', 'git');

  expect(status).toBe(2);
  expect(output).toContain('exists already');
});

test('says how it is used when the kind or the id does not fit', () => {
  expect(clone.run('tools/new/main.ts', 'thing', 'x').output).toContain('use: npm run new <kind> <id>');
  expect(clone.run('tools/new/main.ts', 'check', 'Not A Name').output).toContain('it has to look like');
});
