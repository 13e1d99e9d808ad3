import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, hexOf } from './bytes.ts';
import { decodeBundle, encodeBundle } from './entry-bundle.ts';
import { decodeHashTile, encodeHashTile, hashInTile, hashOfFullTile } from './hash-tile.ts';
import { sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { refusalOf } from './refusal.fixture.ts';
import { tileAt, tileLayout, tilesForSize } from './tile-layout.ts';
import { parseTilePath, type Tile, tilePath } from './tile-path.ts';

describe('a tile path', () => {
  test.each<[string, Tile]>([
    ['tile/0/000', { kind: 'hashes', level: 0, index: 0, width: 256 }],
    ['tile/0/999', { kind: 'hashes', level: 0, index: 999, width: 256 }],
    ['tile/0/x001/000', { kind: 'hashes', level: 0, index: 1000, width: 256 }],
    ['tile/63/x001/x234/067.p/1', { kind: 'hashes', level: 63, index: 1234067, width: 1 }],
    ['tile/entries/x001/x234/067', { kind: 'entries', index: 1234067, width: 256 }],
    ['tile/entries/000.p/255', { kind: 'entries', index: 0, width: 255 }],
  ])('%s is written and read', (path, tile) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  test.each([
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/00',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/',
    'tile/data/000',
    'tile/0/000/',
    'tile/0/x999/x999/x999/x999/x999/999',
    '/tile/0/000',
    'tile/0/000.p/1/',
    'checkpoint',
    '',
  ])('is not %s', (path) => {
    expect(refusalOf(() => parseTilePath(path))).toMatch(/path does not name a tile|tile \w+ is not/);
  });

  test('that names no parts is refused as a whole', () => {
    expect(refusalOf(() => parseTilePath('checkpoint'))).toBe('path does not name a tile');
  });

  test('has no place for a level or a width that is none', () => {
    const tile = { kind: 'hashes', level: 0, index: 0, width: 1 } as const;
    const entries = { kind: 'entries', index: 0, width: 1 } as const;

    expect(refusalOf(() => tilePath({ ...tile, level: 64 }))).toBe('tile level is not within 0 to 63');
    expect(refusalOf(() => tilePath({ ...tile, level: -1 }))).toContain('tile level');
    expect(refusalOf(() => tilePath({ ...tile, level: 0.5 }))).toContain('tile level');
    expect(refusalOf(() => tilePath({ ...tile, width: 0 }))).toBe('tile width is not within 1 to 256');
    expect(refusalOf(() => tilePath({ ...entries, width: 257 }))).toContain('tile width');
    expect(refusalOf(() => tilePath({ ...entries, index: 2 ** 53 }))).toContain('tile index is not a whole');
    expect(refusalOf(() => tileLayout(-1))).toContain('size is not a whole number');
  });

  test('has no place for a broken index', () => {
    expect(refusalOf(() => tilePath({ kind: 'entries', index: -1, width: 1 }))).toContain(
      'not a whole number',
    );
  });
});

describe('the tiles of a tree', () => {
  test('of 70,000 entries are those of the specification', () => {
    expect(tileLayout(70_000)).toEqual([
      { level: 0, fullTiles: 273, partialWidth: 112 },
      { level: 1, fullTiles: 1, partialWidth: 17 },
      { level: 2, fullTiles: 0, partialWidth: 1 },
    ]);
  });

  test.each([
    [0, []],
    [1, ['tile/0/000.p/1', 'tile/entries/000.p/1']],
    [255, ['tile/0/000.p/255', 'tile/entries/000.p/255']],
    [256, ['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000']],
    [257, ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1', 'tile/entries/000', 'tile/entries/001.p/1']],
  ])('of %i entries', (size, paths) => {
    expect(Array.from(tilesForSize(size), tilePath)).toEqual(paths);
  });

  test.each([
    [65_535, [255, 255, 0, 255]],
    [65_536, [256, 0, 1, 0, 0, 1]],
    [65_537, [256, 1, 1, 0, 0, 1]],
    [2 ** 53 - 1, [2 ** 45 - 1, 255, 2 ** 37 - 1, 255]],
  ])('of %i entries by level', (size, numbers) => {
    const layout = tileLayout(size).flatMap(({ fullTiles, partialWidth }) => [fullTiles, partialWidth]);

    expect(layout.slice(0, numbers.length)).toEqual(numbers);
  });

  test('that came with the growth from one size to another', () => {
    expect(Array.from(tilesForSize(513, 256), tilePath)).toEqual([
      'tile/0/001',
      'tile/0/002.p/1',
      'tile/1/000.p/2',
      'tile/entries/001',
      'tile/entries/002.p/1',
    ]);
    expect([...tilesForSize(300, 300)]).toEqual([]);
    expect(Array.from(tilesForSize(556, 300), tilePath)).toEqual([
      'tile/0/001',
      'tile/0/002.p/44',
      'tile/1/000.p/2',
      'tile/entries/001',
      'tile/entries/002.p/44',
    ]);
  });

  test('are as wide as the tree fills them', () => {
    expect(tileAt(0, 255, 300).width).toBe(256);
    expect(tileAt(0, 256, 300)).toEqual({ kind: 'hashes', level: 0, index: 1, width: 44 });
    expect(tileAt(1, 0, 300).width).toBe(1);
    expect(tileAt(1, 256, 300).width).toBe(0);
  });
});

describe('a tile of hashes', () => {
  const tree = referenceTree(numberedEntries(256));

  test('stands for its 256 hashes in the level above', () => {
    const tile = encodeHashTile(tree.leafHashes);

    expect(hexOf(hashOfFullTile(sha256, tile))).toBe(hexOf(tree.root(0, 256)));
    expect(hexOf(hashInTile(sha256, tile, 64, 32))).toBe(hexOf(tree.root(64, 96)));
    expect(decodeHashTile(tile)).toEqual(tree.leafHashes);
  });

  test('that is partial stands for nothing', () => {
    const partial = encodeHashTile(tree.leafHashes.slice(1));

    expect(refusalOf(() => hashOfFullTile(sha256, partial))).toContain('never hashed upward');
    expect(refusalOf(() => hashInTile(sha256, partial, 255, 1))).toContain('narrower than the tree needs');
  });

  test.each([0, 31, 33, 257 * 32])('is not %i bytes long', (length) => {
    expect(refusalOf(() => decodeHashTile(new Uint8Array(length)))).toContain('1 to 256 hashes');
    expect(refusalOf(() => encodeHashTile([new Uint8Array(length)]))).toContain('1 to 256 hashes');
  });
});

describe('a bundle of entries', () => {
  test('is each length and each entry', () => {
    const bundle = encodeBundle([Uint8Array.of(7), Uint8Array.of(), new Uint8Array(258)]);

    expect(hexOf(bundle.subarray(0, 7))).toBe('00010700000102');
    expect(bundle.length).toBe(2 + 1 + 2 + 2 + 258);
  });

  test('gives back what was put in, also from the middle of a buffer', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }), (entries) => {
        const padded = concatBytes([Uint8Array.of(1, 2, 3), encodeBundle(entries)]);

        expect(decodeBundle(padded.subarray(3))).toEqual(entries);
      }),
    );
  });

  test.each([
    ['ends inside a length', '0001aa00'],
    ['ends inside an entry', '0002aa'],
    ['is empty', ''],
    ['holds 257 entries', '0000'.repeat(257)],
  ])('is refused when it %s', (_, hex) => {
    expect(refusalOf(() => decodeBundle(Uint8Array.from(Buffer.from(hex, 'hex'))))).not.toBe('');
  });

  test('takes entries of up to 65,535 bytes, and 256 of them', () => {
    const [entry] = decodeBundle(encodeBundle([new Uint8Array(65_535)]));

    expect(entry?.length).toBe(65_535);
    expect(decodeBundle(encodeBundle(Array(256).fill(Uint8Array.of(7)))).length).toBe(256);
    expect(refusalOf(() => encodeBundle([new Uint8Array(65_536)]))).toContain('longer than 65,535');
    expect(refusalOf(() => encodeBundle([]))).toContain('1 to 256 entries');
  });
});
