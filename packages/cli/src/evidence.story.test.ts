import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeRepository } from './testing/make-repository.ts';
import { Cli, checkShape, importShape, logsShape } from './testing/run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'daybook-story-'));
const repository = join(root, 'repository');
const packageFile = join(root, 'evidence.zip');
const cli = new Cli(join(root, 'data'), join(root, 'keys'));
const commits = 40;

beforeAll(() => {
  chmodSync(root, 0o755);
  makeRepository(repository, commits);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const verifyShape = z.looseObject({
  valid: z.boolean(),
  entries: z.int(),
  reran: z.boolean(),
  problems: z.array(z.looseObject({ what: z.string(), where: z.string() })),
});

test('two commands that start at once on a new data folder both do their work', async () => {
  const [first, second] = await Promise.all([
    cli.json(checkShape, ['check']),
    cli.json(checkShape, ['check']),
  ]);

  expect(first.controls.map((control) => control.id)).toEqual(second.controls.map((control) => control.id));
  expect(first.controls.every((control) => control.verdict === 'not-tested')).toBe(true);
}, 60_000);

test('an import counts every commit of the trunk, and importing the same again adds nothing', async () => {
  const first = await cli.json(importShape, ['import', 'git', repository]);
  const again = await cli.json(importShape, ['import', 'git', repository]);

  const whole = { kind: 'change', scope: 'git.example/acme/app', items: commits, complete: true };
  expect(first.populations).toMatchObject([{ ...whole, added: commits, changed: 0, closed: 0 }]);
  expect(again.populations).toMatchObject([{ ...whole, added: 0, changed: 0, closed: 0 }]);
}, 60_000);

test('what plain git cannot prove is unknown, never pass or fail', async () => {
  const { controls } = await cli.json(checkShape, ['check', '--fail-on', 'fail']);
  const refused = await cli.run('check', '--fail-on', 'unknown');

  expect(controls.find((control) => control.id === 'change-review')).toMatchObject({
    verdict: 'not-observable',
    pass: 0,
    fail: 0,
    unknown: commits,
  });
  expect(refused.exitCode).toBe(1);
}, 60_000);

test('status tells requirements by their ids and hides no heading among them', async () => {
  const shape = z.object({
    framework: z.string(),
    asOf: z.string(),
    requirements: z.array(z.object({ id: z.string(), state: z.string() })),
  });
  const status = await cli.json(shape, ['status', '--framework', 'iso-27001-2022']);
  const before = await cli.json(shape, ['status', '--framework', 'iso-27001-2022', '--as-of', '2020-01-01']);

  expect(status.requirements.map((requirement) => requirement.state)).toContain('unknown');
  expect(before.requirements.map((requirement) => requirement.state)).not.toContain('unknown');
  expect(before.requirements.map((one) => one.id)).toEqual(status.requirements.map((one) => one.id));
}, 60_000);

test('a package verifies offline, and one flipped byte is found and named', async () => {
  const shape = z.object({ file: z.string(), entries: z.int().positive(), digest: z.string() });
  const argv = [
    'package',
    '--framework',
    'iso-27001-2022',
    '--from',
    '2025-01-01',
    '--to',
    '2027-01-01',
    '--out',
    packageFile,
  ];
  const packed = await cli.json(shape, argv);
  const verified = await cli.json(verifyShape, ['verify', packageFile]);
  const bytes = readFileSync(packageFile);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(`${packageFile}.flipped`, bytes);
  const flipped = await cli.json(verifyShape, ['verify', `${packageFile}.flipped`], 1);

  expect(verified).toMatchObject({ valid: true, entries: packed.entries, reran: true, problems: [] });
  expect(flipped.valid).toBe(false);
  expect(flipped.problems.length).toBeGreaterThan(0);
  expect((await cli.run('verify', packageFile)).out).toContain('said the same');
  expect((await cli.run('verify', `${packageFile}.flipped`)).out).not.toContain('said the same');
}, 60_000);

test('a restored backup has the same log size and root, and goes on working with its key', async () => {
  const backup = join(root, 'day.backup');
  const made = await cli.json(logsShape, ['backup', backup]);
  const other = new Cli(join(root, 'restored'), join(root, 'other-keys'));
  const restored = await other.json(logsShape, [
    'restore',
    backup,
    '--keys',
    join(root, 'keys', 'master.key'),
  ]);
  const again = await other.json(importShape, ['import', 'git', repository]);

  expect(made.logs).toHaveLength(1);
  expect(restored.logs).toEqual(made.logs);
  expect(again.populations).toMatchObject([
    { items: commits, added: 0, changed: 0, closed: 0, complete: true },
  ]);
}, 60_000);

test('restored without its key, the log is whole and Daybook says that it cannot read what is sealed', async () => {
  const backup = join(root, 'day.backup');
  const keyless = new Cli(join(root, 'keyless'), join(root, 'no-keys'));
  const restored = await keyless.json(logsShape.extend({ keys: z.looseObject({ state: z.string() }) }), [
    'restore',
    backup,
  ]);
  const attempt = await keyless.run('import', 'git', repository, '--json');

  expect(restored.keys.state).toBe('missing');
  expect(restored.logs[0]?.size).toBeGreaterThan(0);
  expect(attempt.exitCode).toBe(3);
  expect(JSON.parse(attempt.err).error.code).toBe('keys-missing');
}, 60_000);

test('a data folder in use is never restored into', async () => {
  const outcome = await cli.run('restore', join(root, 'day.backup'), '--json');

  expect(outcome.exitCode).toBe(2);
  expect(JSON.parse(outcome.err).error.code).toBe('data-not-empty');
}, 60_000);
