import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBundle, rootOfLeaves, utf8 } from '@daybook/ledger';
import { leafHashOfText, sha256 } from '@daybook/ledger/node';
import { describe, expect, it } from 'vitest';
import { TileWriter } from '../log/tile-writer.ts';
import { pack } from '../testing/sample-package.ts';
import { openZip } from '../zip/open-zip.ts';
import { checkTiles } from './check-tiles.ts';
import { checkTilesInWorkers } from './check-tiles-in-workers.ts';
import { foldHashes } from './fold-hashes.ts';
import { hashBundle } from './hash-bundle.ts';
import { rootAt, upperLevels } from './tree-shape.ts';

describe('the tree of a log, from tiles', () => {
  it('has at every size the root that appending its leaves gives', () => {
    const leaves = Array.from({ length: 1_100 }, (_, i) => leafHashOfText(`entry ${i}`));
    for (const size of [0, 1, 2, 3, 255, 256, 257, 511, 512, 767, 1_023, 1_024, 1_099]) {
      const row = Buffer.concat(leaves.slice(0, size));
      const roots = Array.from({ length: Math.floor(size / 256) }, (_, i) =>
        foldHashes(row.subarray(i * 8_192, (i + 1) * 8_192)),
      );
      const last = row.subarray(roots.length * 8_192);

      const root = rootAt(size, upperLevels(Buffer.concat(roots)), last);

      expect(Buffer.from(root).toString('hex')).toBe(
        Buffer.from(rootOfLeaves(sha256, leaves.slice(0, size))).toString('hex'),
      );
    }
  });

  it('reaches past one tile of tiles', () => {
    const tileRoots = Array.from({ length: 600 }, (_, i) => leafHashOfText(`tile ${i}`));

    const root = rootAt(600 * 256, upperLevels(Buffer.concat(tileRoots)), new Uint8Array());

    expect(Buffer.from(root)).toEqual(Buffer.from(rootOfLeaves(sha256, tileRoots)));
  });
});

describe('a log whose tiles several threads check', () => {
  it('gives the same roots, and names the same tile that differs', async () => {
    const names: string[] = [];
    const files = new Map<string, Buffer>();
    const writer = new TileWriter((name, bytes) => {
      names.push(name);
      files.set(name, Buffer.from(bytes));
    });
    for (let i = 0; i < 1_100; i += 1) await writer.add(`entry ${i}`);
    await writer.finish();
    files.set('tile/0/003', Buffer.alloc(8_192));
    const folder = await mkdtemp(join(tmpdir(), 'daybook-threads-'));
    const path = join(folder, 'log.zip');
    await writeFile(path, await pack(files));
    await using handle = await open(path);
    const zip = await openZip(handle);
    const jobs = ['000', '001', '002', '003', '004.p/76'].map((name, i) => ({
      bundle: zip.place(`tile/entries/${name}`),
      tile: zip.place(`tile/0/${name}`),
      width: i < 4 ? 256 : 76,
    }));

    const alone = checkTiles(zip.readInto, jobs);
    const shared = await checkTilesInWorkers({ readInto: zip.readInto, path }, jobs, 2);
    await rm(folder, { recursive: true });

    expect(alone).toMatchObject({ unreadable: [], differing: [3] });
    expect(shared).toMatchObject({ unreadable: [], differing: [3] });
    expect(Buffer.from(shared.roots)).toEqual(Buffer.from(alone.roots));
  });
});

describe('work that several threads share', () => {
  it('is ended by one alone when the others never begin', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-threads-'));
    const path = join(folder, 'log.zip');
    await writeFile(path, await pack(new Map([['a', Buffer.from('nothing')]])));
    await using handle = await open(path);
    const zip = await openZip(handle);

    const none = await checkTilesInWorkers({ readInto: zip.readInto, path }, [], 2);
    await rm(folder, { recursive: true });

    expect(none).toEqual({ roots: new Uint8Array(), unreadable: [], differing: [] });
  });

  it('names a bundle that is missing, and keeps the places of the roots around it', () => {
    const { unreadable, roots } = checkTiles(() => 0, [{ bundle: null, tile: null, width: 256 }]);

    expect(unreadable).toEqual([0]);
    expect(roots).toEqual(new Uint8Array(32));
  });
});

describe('a bundle of entries', () => {
  const texts = ['first', '', 'x'.repeat(300)];
  const bundle = Buffer.from(encodeBundle(texts.map(utf8)));

  it('gives the leaf hash of each entry and stays as it was', () => {
    const before = Buffer.from(bundle);

    const hashes = Buffer.alloc(3 * 32);
    const isWhole = hashBundle(bundle, hashes);

    expect(isWhole).toBe(true);
    expect(hashes).toEqual(Buffer.concat(texts.map(leafHashOfText)));
    expect(bundle).toEqual(before);
  });

  it('is refused when it holds fewer or more entries than its name says, or ends inside one', () => {
    for (const [bytes, width] of [
      [bundle, 2],
      [bundle, 4],
      [bundle.subarray(0, -1), 3],
      [Buffer.from([0]), 1],
    ] as const) {
      expect(hashBundle(Buffer.from(bytes), Buffer.alloc(width * 32))).toBe(false);
    }
  });
});
