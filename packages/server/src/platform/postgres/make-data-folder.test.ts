import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeDataFolder } from './make-data-folder.ts';

const isRoot = process.getuid?.() === 0;

it('lets the account of the database through each folder made by root under a strict umask', () => {
  const top = mkdtempSync(join(tmpdir(), 'daybook-umask-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const before = process.umask(0o077);
  onTestFinished(() => void process.umask(before));
  const existing = join(top, 'existing');
  mkdirSync(existing);
  chmodSync(existing, 0o750);

  const data = join(existing, 'daybook', 'data');
  makeDataFolder(data);

  const modes = [data, dirname(data), existing].map((path) => statSync(path).mode & 0o777);
  expect(modes).toEqual(isRoot ? [0o711, 0o711, 0o750] : [0o700, 0o700, 0o750]);
});
