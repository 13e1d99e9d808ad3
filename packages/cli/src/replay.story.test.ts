import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeRepository } from './testing/make-repository.ts';
import { Cli, importShape } from './testing/run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'daybook-replay-'));
const repository = join(root, 'repository');
const cli = new Cli(join(root, 'data'), join(root, 'keys'));
const commits = 12;

beforeAll(() => {
  chmodSync(root, 0o755);
  makeRepository(repository, commits);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const replayShape = z.looseObject({
  size: z.int(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  equal: z.boolean().nullable(),
  facts: z.int(),
});

test('a replay from the command line gives what is kept, now and as the ledger stood', async () => {
  await cli.json(importShape, ['import', 'git', repository]);

  const whole = await cli.json(replayShape, ['replay']);
  const part = await cli.json(replayShape, ['replay', '--to', '1']);
  const beyond = await cli.run('replay', '--to', '999999');

  expect(whole).toMatchObject({ equal: true, facts: commits });
  expect(part).toMatchObject({ equal: true, facts: 0, size: 1 });
  expect(beyond.exitCode).toBe(2);
  expect(beyond.err).toContain('the ledger has');
}, 120_000);

test('a day in the future is answered as of now, and says so', async () => {
  const future = await cli.run('status', '--as-of', '2126-01-01');
  const now = await cli.run('status');

  expect(future.out).toContain('2126-01-01 lies in the future: this is as of now');
  expect(now.out).not.toContain('future');
}, 60_000);
