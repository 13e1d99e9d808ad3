import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cosignedMessage, joinCosignature, splitCosignature } from './cosignature.ts';
import {
  createNoteSigner,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  sha256,
  signerOfKey,
} from './node.ts';
import { refusalOf } from './refusal.fixture.ts';
import {
  formatNote,
  NOTE_SIGNATURES_MAX,
  NOTE_SIZE_MAX_CHARACTERS,
  openNote,
  parseNote,
  signNote,
} from './signed-note.ts';
import { createVkey, formatVkey, isKeyName, parseSigningKey, parseVkey } from './vkey.ts';

const log = createNoteSigner('log.example', new Uint8Array(32).fill(1));
const other = createNoteSigner('other.example', new Uint8Array(32).fill(2));
const text = 'one line\n\nand, after an empty one, another\n';
const note = signNote(text, [log]);
const line = note.slice(text.length + 1);

test('the last empty line is where the signatures begin', () => {
  expect(parseNote(note).text).toBe(text);
  expect(openNote(note, [log.vkey], ed25519Verify).text).toBe(text);
});

test('signatures by unknown keys are passed over', () => {
  const both = signNote(text, [other, log]);

  const { verified } = openNote(both, [log.vkey], ed25519Verify);

  expect(verified.map(({ name }) => name)).toEqual(['log.example']);
});

test('the text may be an empty line', () => {
  expect(parseNote(`\n\n${line}`).text).toBe('\n');
});

test('sixteen signatures are read, and the bounds hold', () => {
  expect(parseNote(`${text}\n${line.repeat(16)}`).signatures.length).toBe(16);
  expect(parseNote(`${text}\n${line.repeat(NOTE_SIGNATURES_MAX)}`).signatures.length).toBe(100);
  expect(refusalOf(() => parseNote('x'.repeat(NOTE_SIZE_MAX_CHARACTERS)))).toContain('no signatures');
  expect(refusalOf(() => parseNote(`${text}\n${line.repeat(NOTE_SIGNATURES_MAX + 1)}`))).toContain(
    'too many',
  );
  expect(refusalOf(() => parseNote('x'.repeat(NOTE_SIZE_MAX_CHARACTERS + 1)))).toContain('too large');
});

describe('a note is not opened', () => {
  test('when none of its signatures is known', () => {
    expect(refusalOf(() => openNote(note, [other.vkey], ed25519Verify))).toContain(
      'no signature by a known key',
    );
  });

  test('when a known key has signed something else, even beside a good signature', () => {
    const foreign = signNote('something else\n', [log]).split('\n\n')[1];

    expect(refusalOf(() => openNote(`${text}\n${foreign}`, [log.vkey], ed25519Verify))).toContain(
      'a false one',
    );
    expect(refusalOf(() => openNote(`${note}${foreign}`, [log.vkey], ed25519Verify))).toContain(
      'a false one',
    );
  });

  test.each([1, 63, 65])('when its signature has %i bytes', (length) => {
    const signature = new Uint8Array(66);
    signature.set(log.sign(new TextEncoder().encode(text)));
    const short = formatNote(text, [
      { name: 'log.example', keyId: log.vkey.keyId, signature: signature.subarray(0, length) },
    ]);

    expect(refusalOf(() => openNote(short, [log.vkey], ed25519Verify))).toContain('a false one');
  });

  test('when the name belongs to one key and the id to another', () => {
    const signature = log.sign(new TextEncoder().encode(text));
    const mixed = formatNote(text, [{ name: 'other.example', keyId: log.vkey.keyId, signature }]);

    expect(refusalOf(() => openNote(mixed, [log.vkey, other.vkey], ed25519Verify))).toContain(
      'no signature by a known key',
    );
  });
});

describe('a note is malformed', () => {
  test.each([
    ['without an empty line', text.replace('\n\n', '\n') + line, 'note has no signatures'],
    ['without a signature', `${text}\n`, 'do not end in a line feed'],
    ['without the last line feed', note.slice(0, -1), 'do not end in a line feed'],
    ['with a carriage return', note.replace('one', 'one\r'), 'control characters'],
    ['with the last control character', note.replace('one', 'one\u001f'), 'control characters'],
    ['with a control character at its start', `\0${note}`, 'control characters'],
    ['with a tab', note.replace('one', '\tone'), 'control characters'],
    ['with a lone surrogate', note.replace('one', '\ud800'), 'not Unicode'],
    ['with a hyphen for the dash', note.replace('\u2014', '-'), 'not a dash'],
    ['with two spaces', note.replace('\u2014 ', '\u2014  '), 'not a key name'],
    ['with something after the signature', note.replace(/=?\n$/, ' x\n'), 'canonical base64'],
    ['without a name', note.replace('log.example', ''), 'not a key name'],
    ['with a plus sign in a name', note.replace('log.example', 'log+example'), 'not a key name'],
    ['with a wide space in a name', note.replace('log.example', 'log\u3000example'), 'not a key name'],
    ['with a signature that is not base64', `${text}\n\u2014 log.example ***\n`, 'canonical base64'],
    ['with a signature that is only a key id', `${text}\n\u2014 log.example AAAAAA==\n`, 'too short'],
    ['with no signature after the name', `${text}\n\u2014 log.example\n`, 'not a dash'],
    ['with a line between the signatures', `${note}x\n${line}`, 'not a dash'],
  ])('%s', (_, malformed, message) => {
    expect(refusalOf(() => parseNote(malformed))).toContain(message);
  });
});

test('only a text that ends its last line can be signed', () => {
  expect(refusalOf(() => signNote('no end', [log]))).toContain('does not end in a line feed');
  expect(refusalOf(() => signNote('bell \u0007\n', [log]))).toContain('control characters');
});

test.each(['12', '0x000000ff', '000000ff0', '000000FF'])('%j is no key id', (keyId) => {
  const signature = { name: 'log.example', keyId, signature: new Uint8Array(64) };

  expect(refusalOf(() => formatNote(text, [signature]))).toContain('key id is not eight hexadecimal digits');
});

describe('a cosignature', () => {
  const seed = new Uint8Array(32).fill(3);
  const vkey = createVkey(sha256, 'witness.example', ed25519PublicKey(seed), 'cosignature');
  const ed25519 = ed25519Sign(seed, cosignedMessage(1_700_000_000, text));

  test('says when the witness saw the text', () => {
    const signature = joinCosignature({ timeSeconds: 1_700_000_000, ed25519 });
    const cosigned = formatNote(text, [{ name: vkey.name, keyId: vkey.keyId, signature }]);

    const { verified } = openNote(cosigned, [vkey], ed25519Verify);

    expect(verified.map((each) => splitCosignature(each.signature).timeSeconds)).toEqual([1_700_000_000]);
    expect(splitCosignature(Buffer.from(signature)).timeSeconds).toBe(1_700_000_000);
  });

  test('is false for any other time', () => {
    const signature = joinCosignature({ timeSeconds: 1_700_000_001, ed25519 });
    const cosigned = formatNote(text, [{ name: vkey.name, keyId: vkey.keyId, signature }]);

    expect(refusalOf(() => openNote(cosigned, [vkey], ed25519Verify))).toContain('a false one');
  });

  test('has a time and 64 bytes', () => {
    expect(refusalOf(() => splitCosignature(new Uint8Array(71)))).toContain('72 bytes');
    expect(refusalOf(() => splitCosignature(new Uint8Array(72).fill(255)))).toContain(
      'time is not a whole number',
    );
    expect(refusalOf(() => joinCosignature({ timeSeconds: -1, ed25519 }))).toContain(
      'time is not a whole number',
    );
  });

  test('is not made by signing the text alone', () => {
    expect(refusalOf(() => signNote(text, [{ vkey, sign: () => ed25519 }]))).toContain(
      'not one that signs notes',
    );
  });
});

describe('a key of ML-DSA-44', () => {
  const vkey = createVkey(sha256, 'pq.example', new Uint8Array(1312).fill(7), 'ml-dsa-44-cosignature');
  const signature = new Uint8Array(2428).fill(9);
  const line = { name: vkey.name, keyId: vkey.keyId, signature };
  const both = formatNote(text, [...parseNote(note).signatures, line]);

  test('is written and read, and has the id of its 1,312 bytes and its type', () => {
    const expectedId = createHash('sha256')
      .update(Buffer.concat([Buffer.from('pq.example\n\u0006'), Buffer.alloc(1312, 7)]))
      .digest('hex')
      .slice(0, 8);

    expect(vkey.keyId).toBe(expectedId);
    expect(parseVkey(sha256, formatVkey(vkey))).toEqual(vkey);
    expect(atob(formatVkey(vkey).split('+').slice(2).join('+')).charCodeAt(0)).toBe(6);
    expect(
      refusalOf(() => createVkey(sha256, 'pq.example', new Uint8Array(32), 'ml-dsa-44-cosignature')),
    ).toContain('not 1312 bytes');
    expect(refusalOf(() => createVkey(sha256, 'log.example', new Uint8Array(1312)))).toContain(
      'not 32 bytes',
    );
  });

  test('has signatures that are not supported: they neither count nor condemn', () => {
    const opened = openNote(both, [vkey, log.vkey], ed25519Verify);

    expect(opened.verified.map(({ name }) => name)).toEqual(['log.example']);
    expect(opened.unsupported).toEqual([line]);
    expect(openNote(both, [log.vkey], ed25519Verify).unsupported).toEqual([]);
  });

  test('opens nothing by itself', () => {
    expect(refusalOf(() => openNote(both, [vkey], ed25519Verify))).toContain('no signature by a known key');
  });
});

test.each([
  ['ECDSA', 0x02],
  ['a tree head of RFC 6962', 0x05],
  ['types still to come', 0xfa],
  ['private types', 0xff],
])('signatures of %s are passed over, and their keys are refused', (_, typeByte) => {
  const foreign = formatNote(text, [
    { name: 'log.example', keyId: '00000001', signature: new Uint8Array(71) },
    ...parseNote(note).signatures,
  ]);
  const vkeyText = `log.example+00000001+${btoa(String.fromCharCode(typeByte) + 'k'.repeat(32))}`;

  expect(openNote(foreign, [log.vkey], ed25519Verify).verified.length).toBe(1);
  expect(refusalOf(() => parseVkey(sha256, vkeyText))).toContain('key type is not supported');
});

describe('a key', () => {
  const vkeyText = formatVkey(log.vkey);

  test.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\u2003b', 'a\nb', '\ud800'])('is not named %j', (name) => {
    expect(isKeyName(name)).toBe(false);
    expect(refusalOf(() => createVkey(sha256, name, log.vkey.publicKey))).toContain('key name');
  });

  test.each([
    ['an upper-case id', vkeyText.replace(log.vkey.keyId, log.vkey.keyId.toUpperCase()), 'does not belong'],
    ['another id', vkeyText.replace(log.vkey.keyId, '00000000'), 'does not belong'],
    ['two parts', 'log.example+00000000', 'not made of name'],
    ['one part', 'log.example', 'not made of name'],
    ['no key', 'log.example+00000000+', 'not supported'],
    ['an unknown type', 'log.example+00000000+BQ==', 'not supported'],
    ['a short key', 'log.example+00000000+AQ==', 'not 32 bytes'],
  ])('is refused with %s', (_, malformed, message) => {
    expect(refusalOf(() => parseVkey(sha256, malformed))).toContain(message);
  });

  test.each([
    ['a public key', 'x+00000000+AQ==', 'not a private key'],
    [
      'a key after something else',
      `PUBLIC!+KEY+x+00000000+${btoa(`\u0001${'k'.repeat(32)}`)}`,
      'not a private key',
    ],
    ['one with a long id', `PRIVATE+KEY+x+000000000+${btoa(`\u0001${'k'.repeat(32)}`)}`, 'not a private key'],
    [
      'one with something before its id',
      `PRIVATE+KEY+x+ 00000000+${btoa(`\u0001${'k'.repeat(32)}`)}`,
      'not a private key',
    ],
    [
      'one with a broken id',
      `PRIVATE+KEY+x+0000000g+${btoa(`\u0001${'k'.repeat(32)}`)}`,
      'not a private key',
    ],
    ['one without a name', `PRIVATE+KEY++00000000+${btoa(`\u0001${'k'.repeat(32)}`)}`, 'not a private key'],
    [
      'one of another type',
      `PRIVATE+KEY+x+00000000+${btoa(`\u0004${'k'.repeat(32)}`)}`,
      'not an Ed25519 seed',
    ],
    ['one that is short', `PRIVATE+KEY+x+00000000+${btoa(`\u0001${'k'.repeat(31)}`)}`, 'not an Ed25519 seed'],
  ])('to sign with is not %s', (_, malformed, message) => {
    expect(refusalOf(() => parseSigningKey(malformed))).toContain(message);
  });

  test('to sign with fits its id and its length', () => {
    const key = { name: 'log.example', keyId: '00000000', seed: new Uint8Array(32) };

    expect(() => signerOfKey(key)).toThrow(new TypeError('key id does not belong to the private key'));
    expect(() => ed25519Sign(new Uint8Array(31), new Uint8Array())).toThrow(
      new TypeError('an Ed25519 seed is 32 bytes long'),
    );
  });

  test('that is no point of the curve verifies nothing', () => {
    const message = new Uint8Array(3);
    expect(ed25519Verify(new Uint8Array(31), message, new Uint8Array(64))).toBe(false);
    expect(ed25519Verify(new Uint8Array(32).fill(255), message, new Uint8Array(64))).toBe(false);
  });
});
