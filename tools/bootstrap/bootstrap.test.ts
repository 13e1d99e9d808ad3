import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryRoot } from '../repository-root.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-bootstrap-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], cwd = folder) {
  const env = { ...process.env, NO_COLOR: '1', VITEST: undefined, NODE_ENV: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('hands arguments and exit code through, and says nothing of its own when nothing is to do', () => {
  writeFileSync(
    join(folder, 'script.ts'),
    'console.log(process.argv.slice(2) satisfies string[]); process.exitCode = 7;',
  );

  const result = run([join(repositoryRoot, 'tools/run.mjs'), 'script.ts', '--flag', 'a b']);

  expect(result).toEqual({ status: 7, stdout: "[ '--flag', 'a b' ]\n", stderr: '' });
});

test('ends a test run with the counts alone on the last line, and says why a test was skipped', () => {
  writeFileSync(
    join(folder, 'some.test.mjs'),
    `import { expect, test } from 'vitest';
     test('holds', () => expect(1).toBe(1));
     test('holds too', () => expect(1).toBe(1));
     test('breaks', () => expect(1).toBe(2));
     test('waits', ({ skip }) => skip('no moon tonight'));`,
  );
  const reporter = join(repositoryRoot, 'tools/bootstrap/summary-reporter.mjs');
  const config = { root: folder, test: { include: ['*.test.mjs'], reporters: ['default', reporter] } };
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};`);
  const vitest = join(repositoryRoot, 'node_modules/vitest/vitest.mjs');

  // Vitest finds its own modules from the repository; the folder holds nothing but the tests.
  const result = run([vitest, 'run', '--config', join(folder, 'vitest.config.mjs')], repositoryRoot);

  expect(result.status).toBe(1);
  expect(result.stdout.trimEnd().split('\n').at(-1)).toBe('2 passed, 1 failed, 1 skipped');
  expect(result.stderr).toContain('waits: no moon tonight');
});

test('takes packages as installed only when every locked one is there in its version', async () => {
  const { isInstalledAsLocked } = await import(
    pathToFileURL(join(repositoryRoot, 'tools/bootstrap/is-installed-as-locked.mjs')).href
  );
  const elsewhere = { version: '1.0.0', optional: true, os: ['aix'], cpu: ['ppc64'] };
  const lock = (packages: object) => JSON.stringify({ packages });
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(
    join(folder, 'package-lock.json'),
    lock({ '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': elsewhere }),
  );
  const installed = (version: string) =>
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), lock({ 'node_modules/a': { version } }));

  installed('1.0.0');
  expect(isInstalledAsLocked(folder)).toBe(true);
  installed('1.0.1');
  expect(isInstalledAsLocked(folder)).toBe(false);
});
