import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hexOf, utf8 } from './bytes.ts';
import { appendLeaf, type CompactRange, emptyRange, rangeRoot, rootOfLeaves } from './compact-range.ts';
import { leafHashOfText, sha256 } from './node.ts';
import { emptyRoot, leafHash, nodeHash } from './tree-hash.ts';

const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];

const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('the tree without leaves has the hash of nothing as its root', () => {
  const expected = createHash('sha256').digest('hex');

  expect(hexOf(emptyRoot())).toBe(expected);
  expect(hexOf(rootOfLeaves(sha256, []))).toBe(expected);
});

test('the eight leaves of certificate transparency give its eight roots', () => {
  let range: CompactRange = emptyRange;
  const seen: string[] = [];

  for (const leaf of leaves) {
    range = appendLeaf(sha256, range, leafHash(sha256, Uint8Array.from(Buffer.from(leaf, 'hex'))));
    seen.push(hexOf(rangeRoot(sha256, range)));
  }

  expect(seen).toEqual(roots);
});

test('the hash of an entry is the same from its text and from its bytes', () => {
  const text = '{"name":"Zo\u00eb \ud83d\ude00"}';

  expect(hexOf(leafHashOfText(text))).toBe(hexOf(leafHash(sha256, utf8(text))));
});

test('a node hashes alike whatever the binding offers, also from hashes of a wrong length', () => {
  const plain = (data: Uint8Array) => sha256(data);
  const [left, right, short] = [31, 32, 33].map((length, i) =>
    new Uint8Array(i === 2 ? 31 : 32).fill(length),
  );
  if (left === undefined || right === undefined || short === undefined) throw new Error('three were made');
  const expected = (...parts: Uint8Array[]) =>
    createHash('sha256')
      .update(Buffer.concat([Uint8Array.of(1), ...parts]))
      .digest('hex');

  expect(hexOf(sha256.ofNode?.(left, right) ?? left)).toBe(expected(left, right));
  for (const hash of [sha256, plain]) {
    expect(hexOf(nodeHash(hash, left, right))).toBe(expected(left, right));
    expect(hexOf(nodeHash(hash, short, right))).toBe(expected(short, right));
    expect(hexOf(nodeHash(hash, left, short))).toBe(expected(left, short));
    expect(hexOf(nodeHash(hash, right, left))).toBe(expected(right, left));
  }
});

test('a binding with a faster way to the hash of a node is taken at its word', () => {
  const faster = Uint8Array.of(1, 2, 3);
  const hash = Object.assign((data: Uint8Array) => sha256(data), { ofNode: () => faster });

  expect(nodeHash(hash, new Uint8Array(32), new Uint8Array(32))).toBe(faster);
});

test('a hash is bytes of its own', () => {
  const first = nodeHash(sha256, new Uint8Array(32), new Uint8Array(32));
  const copy = Uint8Array.from(first);

  nodeHash(sha256, new Uint8Array(32).fill(1), new Uint8Array(32));

  expect(first).toEqual(copy);
  expect(Buffer.isBuffer(sha256(copy))).toBe(false);
});
