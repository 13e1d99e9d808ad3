import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { WorkspaceId } from '../platform/index.ts';
import { requireReadablePath } from './require-readable-path.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'daybook-paths-')));
const dataDir = join(root, 'data');
const keyDir = join(root, 'keys');
const own = '00000000-0000-7000-8000-000000000001' as WorkspaceId; // the brand of a made-up id
const uploads = join(dataDir, 'files', 'intake');
for (const folder of [join(uploads, own, 'upl_1'), join(uploads, 'another', 'upl_2'), keyDir])
  mkdirSync(folder, { recursive: true });
writeFileSync(join(root, 'people.csv'), 'a');
writeFileSync(join(keyDir, 'master.key'), 'k');
symlinkSync(join(keyDir, 'master.key'), join(root, 'harmless.csv'));
symlinkSync(dataDir, join(root, 'link'));

afterAll(() => rmSync(root, { recursive: true, force: true }));

function judge(path: string, mayReadLocalPaths: boolean): Promise<string> {
  return requireReadablePath({ path }, own, { dataDir, keyDir, mayReadLocalPaths }).then(
    () => 'allowed',
    (error: { code: string }) => error.code,
  );
}

test.each([
  [join(uploads, own, 'upl_1', 'people.csv'), 'allowed', 'allowed'],
  [join(root, 'people.csv'), 'allowed', 'path-not-allowed'],
  ['relative/people.csv', 'allowed', 'path-not-allowed'],
  // Another workspace's upload, by its name and by climbing there.
  [join(uploads, 'another', 'upl_2', 'people.csv'), 'path-not-allowed', 'path-not-allowed'],
  [`${uploads}/${own}/../another/upl_2/people.csv`, 'path-not-allowed', 'path-not-allowed'],
  [`${uploads}/${own}-other/people.csv`, 'path-not-allowed', 'path-not-allowed'],
  // What is Daybook's own, by its name and through a link.
  [join(dataDir, 'daybook.log'), 'path-not-allowed', 'path-not-allowed'],
  [dataDir, 'path-not-allowed', 'path-not-allowed'],
  [join(keyDir, 'master.key'), 'path-not-allowed', 'path-not-allowed'],
  [join(root, 'harmless.csv'), 'path-not-allowed', 'path-not-allowed'],
  [join(root, 'link', 'daybook.log'), 'path-not-allowed', 'path-not-allowed'],
  // What the kernel shows.
  ['/proc/self/environ', 'path-not-allowed', 'path-not-allowed'],
  ['/dev/zero', 'path-not-allowed', 'path-not-allowed'],
  ['/etc/../proc/self/environ', 'path-not-allowed', 'path-not-allowed'],
])('%s: %s where owners may name paths, %s elsewhere', async (path, open, closed) => {
  expect([await judge(path, true), await judge(path, false)]).toEqual([open, closed]);
});

test('a source without a path is not judged', async () => {
  const settings = { dataDir, keyDir, mayReadLocalPaths: false };

  await expect(requireReadablePath({ repository: 'team/store' }, own, settings)).resolves.toBeUndefined();
});
