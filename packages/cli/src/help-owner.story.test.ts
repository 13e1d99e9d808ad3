import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from './testing/run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'daybook-help-'));
const cli = new Cli(join(root, 'data'), join(root, 'keys'));

beforeAll(() => chmodSync(root, 0o755));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('where nobody owns the workspace yet, helping its owner says how to make one', async () => {
  const { exitCode, err } = await cli.run('help-owner', '--json');

  expect(exitCode).not.toBe(0);
  expect(JSON.parse(err).error).toMatchObject({
    code: 'not-found',
    hint: expect.stringContaining('first owner'),
  });
}, 120_000);
