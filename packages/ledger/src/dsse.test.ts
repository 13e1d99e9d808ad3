import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hexOf, textOfUtf8, utf8 } from './bytes.ts';
import {
  type DsseVerifier,
  ENVELOPE_SIGNATURES_MAX,
  ENVELOPE_SIZE_MAX_CHARACTERS,
  formatEnvelope,
  openEnvelope,
  parseEnvelope,
  preAuthEncoding,
  signEnvelope,
} from './dsse.ts';
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from './node.ts';
import { refusalOf } from './refusal.fixture.ts';
import { vectorJson } from './vectors.fixture.ts';

// the file has this shape
const vector = vectorJson('dsse/hello-world.json') as {
  readonly body: string;
  readonly payloadType: string;
  readonly preAuthEncoding: string;
  readonly p256: { readonly x: string; readonly y: string };
  readonly envelope: { readonly signatures: readonly { readonly sig: string }[] };
};

function base64UrlOf(decimal: string): string {
  return Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
}

const p256 = createPublicKey({
  format: 'jwk',
  key: { kty: 'EC', crv: 'P-256', x: base64UrlOf(vector.p256.x), y: base64UrlOf(vector.p256.y) },
});
const p256Verifier: DsseVerifier = {
  keyId: null,
  verify: (message, signature) =>
    verify('sha256', message, { key: p256, dsaEncoding: 'ieee-p1363' }, signature),
};

function ed25519Pair(fill: number) {
  const seed = new Uint8Array(32).fill(fill);
  const publicKey = ed25519PublicKey(seed);
  const keyId = `key ${fill}`;
  const verifier: DsseVerifier = {
    keyId,
    verify: (message, signature) => ed25519Verify(publicKey, message, signature),
  };
  return { signer: { keyId, sign: (message: Uint8Array) => ed25519Sign(seed, message) }, verifier };
}

const [one, two] = [ed25519Pair(1), ed25519Pair(2)];
const type = 'text/plain';

describe('the vector of the specification', () => {
  const text = JSON.stringify(vector.envelope);

  test('has our encoding of what is signed', () => {
    expect(textOfUtf8(preAuthEncoding(vector.payloadType, utf8(vector.body)))).toBe(vector.preAuthEncoding);
  });

  test('opens with its key', () => {
    const opened = openEnvelope(text, vector.payloadType, [one.verifier, p256Verifier]);

    expect(textOfUtf8(opened.payload)).toBe(vector.body);
    expect(opened.payloadType).toBe(vector.payloadType);
    expect(opened.verifiedBy).toEqual([p256Verifier]);
  });

  test('opens in the other alphabet, and not in both at once', () => {
    const sig = vector.envelope.signatures[0]?.sig ?? '';
    const urlSafe = text.replace(sig, sig.replaceAll('+', '-').replaceAll('/', '_'));

    expect(urlSafe).not.toBe(text);
    expect(openEnvelope(urlSafe, vector.payloadType, [p256Verifier]).verifiedBy.length).toBe(1);
    expect(refusalOf(() => parseEnvelope(text.replace('F+FnZ+', 'F-FnZ+')))).toContain('mixes two alphabets');
    expect(() => parseEnvelope(text.replace('aGVsbG8gd29ybGQ=', '_-__'))).not.toThrow();
    expect(hexOf(parseEnvelope(text.replace('aGVsbG8gd29ybGQ=', '_-__')).payload)).toBe('ffefff');
    expect(refusalOf(() => parseEnvelope(text.replace('aGVsbG8gd29ybGQ=', '_/__')))).toContain(
      'mixes two alphabets',
    );
  });
});

test('lengths are counted in bytes', () => {
  expect(textOfUtf8(preAuthEncoding('t\u00e9', utf8('\u20ac')))).toBe('DSSEv1 3 t\u00e9 3 \u20ac');
});

test('an envelope is written in canonical form, key ids where there are any', () => {
  const signatures = [
    { keyId: 'k', signature: Uint8Array.of(1) },
    { keyId: null, signature: Uint8Array.of(2) },
  ];

  expect(formatEnvelope({ payload: utf8('a'), payloadType: type, signatures })).toBe(
    '{"payload":"YQ==","payloadType":"text/plain","signatures":[{"keyid":"k","sig":"AQ=="},{"sig":"Ag=="}]}',
  );
  expect(refusalOf(() => formatEnvelope({ payload: utf8('a'), payloadType: '', signatures }))).toContain(
    'payload type',
  );
});

test('what was signed opens with each of the keys, and says which', () => {
  const text = signEnvelope(type, utf8('body'), [one.signer, two.signer]);

  expect(parseEnvelope(text).signatures.map(({ keyId }) => keyId)).toEqual(['key 1', 'key 2']);
  expect(openEnvelope(text, type, [two.verifier]).verifiedBy).toEqual([two.verifier]);
  expect(openEnvelope(text, type, [two.verifier, one.verifier]).verifiedBy).toEqual([
    two.verifier,
    one.verifier,
  ]);
});

describe('an envelope does not open', () => {
  const text = signEnvelope(type, utf8('body'), [one.signer]);

  test('without a known key', () => {
    expect(refusalOf(() => openEnvelope(text, type, [two.verifier]))).toContain(
      'no signature by a known key',
    );
    expect(refusalOf(() => openEnvelope(text, type, []))).toContain('no signature by a known key');
  });

  test('as another type, even when the envelope says it is one', () => {
    expect(refusalOf(() => openEnvelope(text, 'text/html', [one.verifier]))).toContain('another type');
    expect(
      refusalOf(() => openEnvelope(text.replace(type, 'text/html'), 'text/html', [one.verifier])),
    ).toContain('no signature by a known key');
  });

  test('with another payload', () => {
    const other = text.replace(btoa('body'), btoa('bodY'));

    expect(refusalOf(() => openEnvelope(other, type, [one.verifier]))).toContain(
      'no signature by a known key',
    );
  });
});

test('fields that are not known are passed over', () => {
  const { payload, payloadType, signatures } = parseEnvelope(
    '{"payload":"","payloadType":"t","signatures":[{"sig":"AQ==","cert":1}],"more":{}}',
  );

  expect([payload.length, payloadType, signatures]).toEqual([
    0,
    't',
    [{ keyId: null, signature: Uint8Array.of(1) }],
  ]);
});

describe('an envelope is refused', () => {
  const signature = '{"sig":"AQ=="}';
  test.each([
    ['that is not JSON', '{', 'not JSON'],
    ['that is nothing', 'null', 'not made of objects'],
    ['that is a text', '"x"', 'not made of objects'],
    ['that is a list', '[]', 'not made of objects'],
    ['without a payload', `{"payloadType":"t","signatures":[${signature}]}`, 'not base64'],
    [
      'with a payload that is not canonical',
      `{"payload":"AR==","payloadType":"t","signatures":[${signature}]}`,
      'base64',
    ],
    ['without padding', `{"payload":"AQ","payloadType":"t","signatures":[${signature}]}`, 'base64'],
    ['without a payload type', `{"payload":"","signatures":[${signature}]}`, 'no payload type'],
    [
      'with an empty payload type',
      `{"payload":"","payloadType":"","signatures":[${signature}]}`,
      'no payload type',
    ],
    [
      'with a broken payload type',
      `{"payload":"","payloadType":"\\ud800","signatures":[${signature}]}`,
      'no payload type',
    ],
    ['without signatures', '{"payload":"","payloadType":"t"}', 'no signatures'],
    ['with no signature', '{"payload":"","payloadType":"t","signatures":[]}', 'no signatures'],
    [
      'with a signature that is none',
      '{"payload":"","payloadType":"t","signatures":[null]}',
      'not made of objects',
    ],
    [
      'with a key id that is a number',
      '{"payload":"","payloadType":"t","signatures":[{"keyid":1,"sig":"AQ=="}]}',
      'key id',
    ],
    ['without the bytes of a signature', '{"payload":"","payloadType":"t","signatures":[{}]}', 'not base64'],
    [
      'with an empty signature',
      '{"payload":"","payloadType":"t","signatures":[{"sig":""}]}',
      'signature is empty',
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(() => parseEnvelope(text))).toContain(message);
  });

  test('beyond its limits', () => {
    const many = (count: number) =>
      `{"payload":"","payloadType":"t","signatures":[${Array(count).fill(signature).join(',')}]}`;

    expect(parseEnvelope(many(ENVELOPE_SIGNATURES_MAX)).signatures.length).toBe(100);
    expect(refusalOf(() => parseEnvelope(many(ENVELOPE_SIGNATURES_MAX + 1)))).toContain('too large');
    expect(refusalOf(() => parseEnvelope(' '.repeat(ENVELOPE_SIZE_MAX_CHARACTERS + 1)))).toContain(
      'too large',
    );
    expect(refusalOf(() => parseEnvelope(' '.repeat(ENVELOPE_SIZE_MAX_CHARACTERS)))).toContain('not JSON');
    expect(ENVELOPE_SIZE_MAX_CHARACTERS).toBe(67_108_864);
  });
});
