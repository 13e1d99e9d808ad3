import { hkdfSync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  createKeyring,
  createLockedKeyring,
  createReplaceableKeyring,
  createRotatedKeyring,
  derivationRootOf,
} from './keyring.ts';

const first = Buffer.alloc(32, 7);
const second = Buffer.alloc(32, 8);
const rotated = createRotatedKeyring({
  current: { number: 2, bytes: second },
  earlier: [{ number: 1, bytes: first }],
  root: derivationRootOf(first),
});

test('derived keys are those of HKDF over the first master key, before and after a rotation', () => {
  for (const purpose of ['sign-in sessions', 'intake:00000000-0000-4000-8000-000000000001']) {
    const expected = Buffer.from(hkdfSync('sha256', first, new Uint8Array(), purpose, 32));

    expect(createKeyring(first).derive(purpose)).toEqual(expected);
    expect(rotated.derive(purpose)).toEqual(expected);
  }
});

test('a sealed value names its key in its first byte, and opens under either key while one replaces the other', () => {
  const before = createKeyring(first).seal(Buffer.from('word'), 'place');
  const after = rotated.seal(Buffer.from('word'), 'place');

  expect([before[0], after[0]]).toEqual([1, 2]);
  for (const sealed of [before, after]) expect(rotated.open(sealed, 'place').toString()).toBe('word');
  expect(() => createKeyring(first).open(after, 'place')).toThrow(/master key 2 is missing/);
});

test('another place, another key, a changed byte and a cut end do not open', () => {
  const sealed = rotated.seal(randomBytes(32), 'place');
  const renumbered = Buffer.from(sealed);
  renumbered[0] = 1;

  expect(() => rotated.open(sealed, 'elsewhere')).toThrow();
  expect(() => rotated.open(renumbered, 'place')).toThrow();
  for (let cut = 0; cut < sealed.length; cut += 1) {
    expect(() => rotated.open(sealed.subarray(0, cut), 'place')).toThrow();
  }
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => rotated.open(changed, 'place')).toThrow();
  }
});

test('a locked keyring opens and seals once it was given its key', () => {
  const keyring = createReplaceableKeyring(createLockedKeyring());
  const seal = () => keyring.seal(Buffer.from('word'), 'place');
  expect(seal).toThrow(expect.objectContaining({ code: 'keys-missing' }));

  keyring.replace(rotated);

  expect(keyring.open(seal(), 'place').toString()).toBe('word');
});
