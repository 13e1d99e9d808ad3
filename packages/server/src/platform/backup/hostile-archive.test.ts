import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { type BackupHeader, backupFormat } from './backup-header.ts';
import { openArchive, verifyArchive } from './read-archive.ts';
import { writeKeyFiles } from './restore-keys.ts';
import { writeFiles } from './write-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const digest = '0'.repeat(64);

function headerOf(files: BackupHeader['files']): BackupHeader {
  return {
    ...{ format: backupFormat, createdAt: '2026-03-01T12:00:00.000Z', files, tables: [] },
    versions: { daybook: '0.0.0', postgres: '18' },
    ...{ migrations: [], logs: [], sequences: [] },
    keys: { included: false, source: 'nowhere', meaning: 'nothing', fingerprints: [] },
  };
}

async function pack(contents: Readonly<Record<string, Readable | string>>): Promise<string> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(contents)) {
    if (typeof content === 'string') zip.addBuffer(Buffer.from(content), name);
    else zip.addReadStream(content, name);
  }
  zip.end();
  const file = join(folder, 'hostile.backup');
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

/** Says what it holds and gives it, as an archive that was made to do harm would. */
function archiveOf(path: string) {
  const file = { path, bytes: 1, digest };
  const header = { ...headerOf([file]), format: 'daybook.keys@1' as const, meaning: '' };
  return {
    header: header as never,
    openFile: async () => Readable.from([Buffer.from('x')]),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

test.each([
  'files/../escaped',
  'files/packages/../../escaped',
  'files/packages/../../../../../../etc/escaped',
  'files//etc/escaped',
  '/etc/escaped',
  'files/packages/..\\..\\escaped',
  'files/keys/00001.keys',
  'files/postgres/PG_VERSION',
  'escaped',
])('a file called %s is written nowhere', async (path) => {
  await expect(writeFiles(archiveOf(path), join(folder, 'data'))).rejects.toMatchObject({
    code: 'backup-damaged',
  });
  expect(existsSync(join(folder, 'data'))).toBe(false);
  expect(existsSync(join(folder, 'escaped'))).toBe(false);
});

test.each(['keys/../../escaped', 'keys/00001.keys/../../x', 'keys/1.keys', '/keys/00001.keys'])(
  'a key file called %s is written nowhere',
  async (path) => {
    await expect(writeKeyFiles(archiveOf(path), folder)).rejects.toMatchObject({ code: 'backup-damaged' });
    expect(existsSync(join(folder, 'keys'))).toBe(false);
  },
);

test('a small archive that unpacks to 300 MB stops at the size it names', async () => {
  const megabyte = Buffer.alloc(1_048_576);
  const zeros = Readable.from(Array.from({ length: 300 }, () => megabyte));
  const path = 'files/packages/bomb.zip';
  const file = await pack({
    [path]: zeros,
    'backup.json': JSON.stringify(headerOf([{ path, bytes: 1_000, digest }])),
  });
  let read = 0;

  await using archive = await openArchive(file);
  const verified = verifyArchive(archive, (bytes) => {
    read = bytes;
  });

  await expect(verified).rejects.toMatchObject({
    code: 'backup-damaged',
    message: expect.stringContaining('larger'),
  });
  expect(read).toBeLessThan(200_000);
});

test('an archive that says it unpacks to a thousand times its size is not begun with', async () => {
  const path = 'files/packages/bomb.zip';
  const file = await pack({
    [path]: 'x',
    'backup.json': JSON.stringify(headerOf([{ path, bytes: 2 ** 41, digest }])),
  });

  await expect(openArchive(file)).rejects.toMatchObject({ code: 'backup-damaged' });
});

test('a header of 65 MB is not read', async () => {
  const file = await pack({ 'backup.json': ' '.repeat(65 * 1_048_576) });

  await expect(openArchive(file)).rejects.toMatchObject({ code: 'backup-damaged' });
});

test('one name twice, or a name that climbs out, is not opened', async () => {
  const twice = new ZipFile();
  for (const text of ['{}', '{"a":1}']) twice.addBuffer(Buffer.from(text), 'backup.json');
  twice.end();
  await pipeline(twice.outputStream, createWriteStream(join(folder, 'twice.backup')));
  const file = await pack({ 'files/packages/aaaaaaaaaa': 'x', 'backup.json': JSON.stringify(headerOf([])) });
  const { readFileSync } = await import('node:fs');
  const climbing = Buffer.from(
    readFileSync(file)
      .toString('latin1')
      .replaceAll('files/packages/aaaaaaaaaa', '../../../../../../escaped.'.slice(0, 25)),
    'latin1',
  );
  writeFileSync(join(folder, 'climbing.backup'), climbing);

  await expect(openArchive(join(folder, 'twice.backup'))).rejects.toMatchObject({ code: 'backup-damaged' });
  await expect(openArchive(join(folder, 'climbing.backup'))).rejects.toMatchObject({
    code: 'backup-damaged',
  });
});
