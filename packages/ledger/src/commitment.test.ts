import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { base64Of } from './base64.ts';
import { verifyCommitmentAsync } from './browser.ts';
import { hexOf, utf8 } from './bytes.ts';
import { commit, roundedSize, verifyCommitment } from './commitment.ts';
import { hmacSha256 } from './node.ts';
import { refusalOf } from './refusal.fixture.ts';

const salt = new Uint8Array(32).fill(7);
const payload = utf8('{"a":1}');
const expectedHex = '0d733feec304f131c0dcbceb873c317e2bcc4789397082bd429646222a2eb027';
const commitment = Buffer.from(expectedHex, 'hex').toString('base64');

test('the commitment of the known salt and payload is the known one', () => {
  expect(hexOf(commit(hmacSha256, salt, payload))).toBe(expectedHex);
});

test('the bytes of a salt are its key, whatever they are', () => {
  const bytes = Uint8Array.from({ length: 34 }, (_, i) => 255 - i * 7).subarray(1, 33);
  const expected = createHmac('sha256', Buffer.from(bytes)).update(payload).digest('hex');

  expect(hexOf(commit(hmacSha256, bytes, payload))).toBe(expected);
});

test.each<[string, Uint8Array, Uint8Array, string, boolean]>([
  ['holds for its salt and payload', salt, payload, commitment, true],
  ['fails for another payload', salt, utf8('{"a":2}'), commitment, false],
  ['fails for another salt', new Uint8Array(32).fill(8), payload, commitment, false],
  ['fails in another spelling', salt, payload, commitment.replace('=', ''), false],
])('a commitment %s', async (_, usedSalt, usedPayload, text, holds) => {
  expect(verifyCommitment(hmacSha256, usedSalt, usedPayload, text)).toBe(holds);
  expect(await verifyCommitmentAsync(usedSalt, usedPayload, text)).toBe(holds);
});

test('a salt is 32 bytes long', async () => {
  const short = new Uint8Array(31);

  expect(refusalOf(() => commit(hmacSha256, short, payload))).toContain('32 bytes');
  expect(verifyCommitment(hmacSha256, short, payload, base64Of(hmacSha256(short, payload)))).toBe(false);
  await expect(verifyCommitmentAsync(short, payload, commitment)).rejects.toThrow('32 bytes');
});

describe('the size an entry states', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 4],
    [4096, 4096],
    [18_231, 32_768],
    [2 ** 40 + 1, 2 ** 41],
  ])('for %i bytes is %i', (sizeBytes, rounded) => {
    expect(roundedSize(sizeBytes)).toBe(rounded);
  });

  test('is not that of nothing countable', () => {
    expect(refusalOf(() => roundedSize(-1))).toContain('size is not a whole number');
    expect(refusalOf(() => roundedSize(1.5))).not.toBe('');
  });
});
