import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CANONICAL_DEPTH_MAX, canonicalize, canonicalizeRfc8785, parseCanonical } from './canonical-json.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import { vectorJson, vectorText } from './vectors.fixture.ts';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof LedgerFormatError) return error.message === '' ? 'no words' : error.code;
    throw error;
  }
  return 'accepted';
}

describe('the files of RFC 8785', () => {
  test.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])('%s', (name) => {
    const text = canonicalizeRfc8785(vectorJson(`jcs/input/${name}.json`));

    const hex = Buffer.from(text, 'utf8').toString('hex');
    expect(hex).toBe(vectorText(`jcs/outhex/${name}.txt`).replaceAll(/\s/g, ''));
    expect(text).toBe(vectorText(`jcs/output/${name}.json`));
  });

  test.each(['arrays', 'french', 'structures', 'unicode', 'weird'])(
    '%s holds integers and is in our profile',
    (name) => {
      const output = vectorText(`jcs/output/${name}.json`);

      expect(canonicalize(parseCanonical(output))).toBe(output);
    },
  );

  test('values holds fractions and is not', () => {
    expect(codeOf(() => canonicalize(vectorJson('jcs/input/values.json')))).toBe('bad-number');
  });
});

test.each<[string, unknown, string]>([
  [
    'keys by UTF-16 code units, not by code points',
    { '\uffff': 1, '\u{1f600}': 2 },
    '{"\u{1f600}":2,"\uffff":1}',
  ],
  ['minus zero as zero', [-0], '[0]'],
  ['the largest integers', [9007199254740991, -9007199254740991], '[9007199254740991,-9007199254740991]'],
  ['objects without a prototype', Object.assign(Object.create(null), { a: null }), '{"a":null}'],
  ['a key named like the prototype', JSON.parse('{"__proto__":{"a":true}}'), '{"__proto__":{"a":true}}'],
  [
    'only the escapes that must be',
    '"\\\b\f\n\r\t\u0001\u007f/\u2028',
    '"\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f/\u2028"',
  ],
])('writes %s', (_, value, text) => {
  expect(canonicalize(value)).toBe(text);
});

const cycle: unknown[] = [];
cycle.push(cycle);

test.each<[string, unknown, string]>([
  ['fractions', 1.5, 'bad-number'],
  ['integers beyond 2^53-1', 9007199254740992, 'bad-number'],
  ['what is not a number', Number.NaN, 'bad-number'],
  ['infinity', [Number.POSITIVE_INFINITY], 'bad-number'],
  ['big integers', 1n, 'bad-type'],
  ['undefined', undefined, 'bad-type'],
  ['a field that is undefined', { a: undefined }, 'bad-type'],
  ['a hole in an array', Array(1), 'bad-type'],
  ['functions', () => 1, 'bad-type'],
  ['dates', new Date(0), 'bad-type'],
  ['maps', new Map(), 'bad-type'],
  ['objects that know how to become JSON', Object.create({ toJSON: () => 'x' }), 'bad-type'],
  ['lone surrogates', 'a\ud800', 'bad-string'],
  ['lone surrogates in keys', { '\udc00': 1 }, 'bad-string'],
  ['U+0000', 'a\0', 'bad-string'],
  ['U+0000 in keys', { '\0': 1 }, 'bad-string'],
  ['a value that contains itself', cycle, 'too-deep'],
])('refuses %s', (_, value, code) => {
  expect(codeOf(() => canonicalize(value))).toBe(code);
});

test('numbers of others are finite too', () => {
  expect(canonicalizeRfc8785([1e21, 0.1])).toBe('[1e+21,0.1]');
  expect(codeOf(() => canonicalizeRfc8785(Number.NaN))).toBe('bad-number');
});

test('nests as deep as the limit says, and no deeper', () => {
  const deepest = '['.repeat(CANONICAL_DEPTH_MAX) + ']'.repeat(CANONICAL_DEPTH_MAX);

  expect(canonicalize(parseCanonical(deepest))).toBe(deepest);
  expect(codeOf(() => parseCanonical(`[${deepest}]`))).toBe('too-deep');
  const object = `${'{"a":'.repeat(CANONICAL_DEPTH_MAX - 1)}{}${'}'.repeat(CANONICAL_DEPTH_MAX - 1)}`;
  expect(canonicalize(parseCanonical(object))).toBe(object);
  expect(codeOf(() => parseCanonical(`{"a":${object}}`))).toBe('too-deep');
});

test.each([
  ['a repeated key', '{"a":1,"a":1}', 'not-canonical'],
  ['keys out of order', '{"b":1,"a":1}', 'not-canonical'],
  ['white space', '{"a": 1}', 'not-canonical'],
  ['a needless escape', '"\\u0041"', 'not-canonical'],
  ['an exponent', '1e2', 'not-canonical'],
  ['a fraction of zero', '1.0', 'not-canonical'],
  ['minus zero', '-0', 'not-canonical'],
  ['an integer JSON reads as another one', '9007199254740993', 'bad-number'],
  ['an escaped lone surrogate', '"\\ud800"', 'bad-string'],
  ['a byte order mark', '\ufeff{}', 'bad-json'],
  ['nothing', '', 'bad-json'],
  ['text after the value', '{}{}', 'bad-json'],
])('does not read %s', (_, text, code) => {
  expect(codeOf(() => parseCanonical(text))).toBe(code);
});

const profile = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ minLength: 1, unit: 'binary' }).filter((key) => !key.includes('\0')),
      tie('value'),
    ),
  ),
})).value;

test('what it writes it reads back to the same value and the same text', () => {
  fc.assert(
    fc.property(profile, (value) => {
      const text = canonicalize(value);

      expect(canonicalize(parseCanonical(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
