import { createHash } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { pack } from '../testing/sample-package.ts';
import { compareZip } from './compare-zip.ts';
import { openZip, ZipRefusal } from './open-zip.ts';
import { writeZip } from './write-zip.ts';

describe('a zip of a package', () => {
  it('is the same file on every machine, sorted and dated 1980', async () => {
    const zip = await pack(
      new Map([
        ['b/two.txt', Buffer.from('two\n')],
        ['a.txt', Buffer.from('one\n')],
      ]),
    );

    const names = [...(await openZip(zip)).files.keys()];
    expect(zip.subarray(10, 14).toString('hex')).toBe('00002100');
    expect(names).toEqual(['a.txt', 'b/two.txt']);
    expect(
      createHash('sha256')
        .update(await pack(await contentsOf(zip)))
        .digest('hex'),
    ).toBe(createHash('sha256').update(zip).digest('hex'));
  });

  it('streams a file larger than its buffer and compares it again', async () => {
    const large = Buffer.alloc(17 * 1024 ** 2, 'large file ');
    const zip = await pack(
      new Map([
        ['a.txt', Buffer.from('one\n')],
        ['large.bin', large],
        ['z.txt', Buffer.from('two\n')],
      ]),
    );

    const opened = await openZip(zip);
    const flipped = Buffer.from(zip);
    flipped[5_000_000] = 0;

    expect((await contentsOf(zip)).get('large.bin')?.equals(large)).toBe(true);
    expect(await compareZip(zip, opened)).toBeNull();
    expect(await compareZip(flipped, await openZip(flipped))).toMatch(/^large\.bin \(byte \d+ of the zip\)$/);
  });

  it('refuses names that could leave the folder', async () => {
    for (const name of ['../a.txt', 'a//b', '/etc/hosts', '.hidden', 'a b', 'a\\b', 'ä.txt']) {
      const zip = await pack(new Map([['x'.repeat(Buffer.byteLength(name)), Buffer.from('x')]]));
      const renamed = Buffer.from(
        zip
          .toString('latin1')
          .replaceAll('x'.repeat(Buffer.byteLength(name)), Buffer.from(name).toString('latin1')),
        'latin1',
      );

      await expect(openZip(renamed), name).rejects.toThrow(ZipRefusal);
    }
  });

  it('ends when its output fails', async () => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('the disk is full')) });
    const files = Array.from({ length: 50 }, (_, i) => {
      const bytes = Buffer.alloc(100_000);
      return { name: `file-${i}`, bytes: bytes.length, open: () => Readable.from([bytes]) };
    });

    await expect(writeZip(files, output)).rejects.toThrow('the disk is full');
  });
});

async function contentsOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const [name, file] of (await openZip(zip)).files) files.set(name, await buffer(await file.open()));
  return files;
}
