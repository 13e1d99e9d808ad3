import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeRepository } from './testing/make-repository.ts';
import { Cli, importShape, logsShape } from './testing/run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'daybook-fork-'));
const backup = join(root, 'monday.backup');
const dataDir = join(root, 'data');
const cli = new Cli(dataDir, join(root, 'keys'));

beforeAll(() => {
  chmodSync(root, 0o755);
  makeRepository(join(root, 'one'), 5, 'one');
  makeRepository(join(root, 'two'), 5, 'two');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const reportShape = z.looseObject({
  state: z.string(),
  origin: z.string(),
  fork: z.looseObject({ knownBy: z.string(), knownSize: z.int(), foundSize: z.int() }).nullable(),
  report: z.string().nullable(),
});
const verifyShape = z.looseObject({
  valid: z.boolean(),
  problems: z.array(z.unknown()),
  notes: z.array(z.string()),
});

/** Monday's backup, work of Tuesday, and then the backup put back where it came from. */
async function putBackMonday(): Promise<number> {
  await cli.json(importShape, ['import', 'git', join(root, 'one')]);
  const made = await cli.json(logsShape, ['backup', backup]);
  await cli.json(importShape, ['import', 'git', join(root, 'two')]);
  rmSync(dataDir, { recursive: true, force: true });
  await cli.json(logsShape, ['restore', backup]);
  return made.logs[0]?.size ?? 0;
}

test('an older backup put back on the same machine takes nothing new until a person closes it with a report', async () => {
  const size = await putBackMonday();

  const refused = await cli.run('import', 'git', join(root, 'two'), '--json');
  const looked = await cli.json(reportShape, ['fork-report'], 1);
  const closed = await cli.json(reportShape, ['fork-report', '--reason', 'the disk failed on Tuesday']);
  const again = await cli.json(importShape, ['import', 'git', join(root, 'two')]);

  expect(refused.exitCode).not.toBe(0);
  expect(JSON.parse(refused.err).error.code).toBe('log-forked');
  expect(looked).toMatchObject({ state: 'forked', fork: { knownBy: 'this machine', foundSize: size } });
  expect(looked.fork?.knownSize).toBeGreaterThan(size);
  expect(closed.origin).toBe(`${looked.origin}-2`);
  expect(closed.report).toContain('the disk failed on Tuesday');
  expect(again.populations).toMatchObject([{ items: 5, added: 5, complete: true }]);
}, 300_000);

test('a package over the fork verifies, and says that there was one', async () => {
  const file = join(root, 'evidence.zip');
  const window = ['--from', '2025-01-01', '--to', '2027-01-01'];
  await cli.json(z.looseObject({}), ['package', '--framework', 'iso-27001-2022', ...window, '--out', file]);

  const verified = await cli.json(verifyShape, ['verify', file]);

  expect(verified).toMatchObject({ valid: true, problems: [] });
  expect(verified.notes.join('\n')).toContain('fork');
}, 300_000);

test('the key that is given along brings what its machine remembers, so a copy elsewhere is found forked too', async () => {
  const copy = new Cli(join(root, 'copy'), join(root, 'copy-keys'));
  await copy.json(logsShape, ['restore', backup, '--keys', join(root, 'keys', 'master.key')]);

  const looked = await copy.json(reportShape, ['fork-report'], 1);

  expect(looked.state).toBe('forked');
}, 300_000);
