import { describe, expect, test } from 'vitest';
import { followRotationsAsync } from './browser.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { followRotations, openRotation, ROTATIONS_MAX, rotationText } from './key-rotation.ts';
import { createCosigner, createNoteSigner, ed25519Verify, sha256 } from './node.ts';
import { refusalOf } from './refusal.fixture.ts';
import { signNote } from './signed-note.ts';
import { emptyRoot } from './tree-hash.ts';
import { formatVkey } from './vkey.ts';

const origin = 'daybook/acme/2026';
const [first, second, third] = [1, 2, 3].map((fill) =>
  createNoteSigner(origin, new Uint8Array(32).fill(fill)),
);
if (first === undefined || second === undefined || third === undefined) throw new Error('three were made');
const stranger = createNoteSigner('daybook/other/2026', new Uint8Array(32).fill(4));
const toSecond = signNote(rotationText(origin, second.vkey), [first]);
const toThird = signNote(rotationText(origin, third.vkey), [second]);

test('a rotation is three lines, signed by the old key', () => {
  const text = rotationText(origin, second.vkey);

  expect(text).toBe(`daybook key rotation\n${origin}\n${formatVkey(second.vkey)}\n`);
  expect(openRotation(sha256, toSecond, first.vkey, ed25519Verify)).toEqual(second.vkey);
});

test('whoever trusts the first key comes to the last', async () => {
  const chain = [first.vkey, second.vkey, third.vkey];

  expect(followRotations(sha256, first.vkey, [toSecond, toThird], ed25519Verify)).toEqual(chain);
  expect(await followRotationsAsync(sha256, first.vkey, [toSecond, toThird])).toEqual(chain);
  expect(followRotations(sha256, first.vkey, [], ed25519Verify)).toEqual([first.vkey]);
});

test('while both keys sign, either opens the checkpoint; after it the chain does', () => {
  const checkpoint = { origin, size: 0, root: emptyRoot(), extensions: [] };
  const both = signCheckpoint(checkpoint, first, second);
  const newOnly = signCheckpoint(checkpoint, second);

  expect(openCheckpoint(both, first.vkey, ed25519Verify).verified.length).toBe(1);
  expect(openCheckpoint(both, second.vkey, ed25519Verify).verified.length).toBe(1);
  expect(openCheckpoint(both, [first.vkey, second.vkey], ed25519Verify).verified.length).toBe(2);
  expect(openCheckpoint(newOnly, [first.vkey, second.vkey], ed25519Verify).verified.length).toBe(1);
  expect(refusalOf(() => openCheckpoint(newOnly, first.vkey, ed25519Verify))).toContain(
    'no signature by a known key',
  );
  expect(refusalOf(() => signCheckpoint(checkpoint, first, stranger))).toContain(
    'not named after the origin',
  );
});

describe('a rotation is refused', () => {
  const newVkey = formatVkey(second.vkey);
  const signed = (text: string) => signNote(text, [first]);

  test.each([
    ['by another key', signNote(rotationText(origin, second.vkey), [second]), 'no signature by a known key'],
    ['with another title', signed(`key rotation\n${origin}\n${newVkey}\n`), 'not a rotation of this key'],
    [
      'of another log',
      signed(`daybook key rotation\n${stranger.vkey.name}\n${newVkey}\n`),
      'not a rotation of this key',
    ],
    [
      'to a key of another log',
      signed(`daybook key rotation\n${origin}\n${formatVkey(stranger.vkey)}\n`),
      'not named after the origin',
    ],
    ['without a key', signed(`daybook key rotation\n${origin}\n`), 'not a rotation of this key'],
    ['with an empty key', signed(`daybook key rotation\n${origin}\n\n`), 'not made of name'],
    ['without an origin', signed('daybook key rotation\n'), 'not a rotation of this key'],
    [
      'with a line more',
      signed(`daybook key rotation\n${origin}\n${newVkey}\nmore\n`),
      'not a rotation of this key',
    ],
    [
      'with an empty line more',
      signed(`daybook key rotation\n${origin}\n${newVkey}\n\n`),
      'not a rotation of this key',
    ],
    [
      'to a witness',
      signed(
        `daybook key rotation\n${origin}\n${formatVkey(createCosigner(origin, new Uint8Array(32)).vkey)}\n`,
      ),
      'not one that signs notes',
    ],
  ])('%s', (_, note, message) => {
    expect(refusalOf(() => openRotation(sha256, note, first.vkey, ed25519Verify))).toContain(message);
  });

  test('before it is written', () => {
    const witness = createCosigner(origin, new Uint8Array(32));

    expect(refusalOf(() => rotationText(origin, stranger.vkey))).toContain('not named after the origin');
    expect(refusalOf(() => rotationText(origin, witness.vkey))).toContain('not one that signs notes');
  });
});

describe('a chain is not followed', () => {
  test.each([
    ['in another order', [toThird, toSecond], 'no signature by a known key'],
    ['over a gap', [toThird], 'no signature by a known key'],
    [
      'to a key it has left',
      [toSecond, signNote(rotationText(origin, first.vkey), [second])],
      'was one of the log before',
    ],
    ['to the same key', [signNote(rotationText(origin, first.vkey), [first])], 'was one of the log before'],
  ])('%s', async (_, notes, message) => {
    expect(refusalOf(() => followRotations(sha256, first.vkey, notes, ed25519Verify))).toContain(message);
    await expect(followRotationsAsync(sha256, first.vkey, notes)).rejects.toThrow(message);
  });

  test('without an end', () => {
    const notes = (count: number) => Array<string>(count).fill(toThird);

    expect(
      refusalOf(() => followRotations(sha256, first.vkey, notes(ROTATIONS_MAX + 1), ed25519Verify)),
    ).toContain('too many rotations');
    expect(
      refusalOf(() => followRotations(sha256, first.vkey, notes(ROTATIONS_MAX), ed25519Verify)),
    ).toContain('no signature by a known key');
  });
});
