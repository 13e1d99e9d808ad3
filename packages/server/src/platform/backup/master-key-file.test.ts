import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installMasterKey } from './master-key-file.ts';

const key = (byte: number) => `${Buffer.alloc(32, byte).toString('base64')}\n`;
let folder: string;
let from: string;
let environment: { readonly DAYBOOK_KEY_DIR: string };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-key-file-'));
  from = join(folder, 'from');
  environment = { DAYBOOK_KEY_DIR: join(folder, 'to') };
  mkdirSync(join(from, 'former'), { recursive: true });
  writeFileSync(join(from, 'master.key'), key(2));
  writeFileSync(join(from, 'former', '0f1e2d3c4b5a6978.key'), key(1));
  writeFileSync(join(from, 'heads.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a former key opens a backup from before, and what the machine remembers of its logs comes along', async () => {
  await installMasterKey(join(from, 'former', '0f1e2d3c4b5a6978.key'), join(folder, 'data'), environment);

  const target = join(folder, 'to', 'master.key');
  expect(readFileSync(target, 'utf8')).toBe(key(1));
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'to', 'heads.json'))).toBe(true);
});

test('a backup made while one key replaced another gets both', async () => {
  writeFileSync(join(from, 'master.key.next'), key(3));

  await installMasterKey(join(from, 'master.key'), join(folder, 'data'), environment);

  expect(readFileSync(join(folder, 'to', 'master.key.next'), 'utf8')).toBe(key(3));
});

test('another key that is there is never replaced', async () => {
  mkdirSync(join(folder, 'to'));
  writeFileSync(join(folder, 'to', 'master.key'), key(9));

  const installed = installMasterKey(join(from, 'master.key'), join(folder, 'data'), environment);

  await expect(installed).rejects.toMatchObject({ code: 'conflict' });
  expect(readFileSync(join(folder, 'to', 'master.key'), 'utf8')).toBe(key(9));
});
