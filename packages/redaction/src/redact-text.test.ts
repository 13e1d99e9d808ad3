import { expect, test } from 'vitest';
import { type DetectorKind, defineDetector, spansOf } from './detector.ts';
import { addCounts, redactText } from './redact-text.ts';

function finding(id: string, kind: DetectorKind, pattern: RegExp) {
  return defineDetector({ id, title: id, kind, find: (text) => spansOf(pattern, text) });
}

const word = finding('word', 'email', /\ba+\b/g);
const number = finding('number', 'phone', /\d+/g);

test('masks each match as its kind and counts it', () => {
  const { text, counts } = redactText('aa 12 b aaa', [word, number]);

  expect(text).toBe('[email] [phone] b [email]');
  expect(counts).toEqual({ email: 2, phone: 1, card: 0, secret: 0 });
});

test('leaves a text without matches as it is', () => {
  expect(redactText('nothing here', [word, number])).toEqual({
    text: 'nothing here',
    counts: { email: 0, phone: 0, card: 0, secret: 0 },
  });
});

test('matches that only touch stay two', () => {
  const first = finding('first', 'email', /x/g);
  const second = finding('second', 'phone', /y/g);

  expect(redactText('xy', [second, first]).text).toBe('[email][phone]');
});

test.each<[string, string, RegExp, RegExp, string]>([
  ['the longer is behind', 'abcdef', /abc/g, /cdef/g, '[card]'],
  ['the longer is in front', 'abcdef', /abcd/g, /def/g, '[secret]'],
  ['one is inside the other', '_abcdef_', /abcdef/g, /cd/g, '_[secret]_'],
  ['both begin together', 'abcdef', /ab/g, /abcd/g, '[card]ef'],
  ['both are the same', 'abcdef', /abcdef/g, /abcdef/g, '[secret]'],
])(
  'no part of either stays readable where %s, and the longest names the whole',
  (_, text, secret, card, masked) => {
    const result = redactText(text, [finding('s', 'secret', secret), finding('c', 'card', card)]);

    expect(result.text).toBe(masked);
    expect(result.counts.secret + result.counts.card).toBe(1);
  },
);

test('the longest of a chain names it', () => {
  const detectors = [
    finding('1', 'secret', /abc/g),
    finding('2', 'card', /bcdefg/g),
    finding('3', 'phone', /ghi/g),
  ];

  expect(redactText('abcdefghi', detectors).text).toBe('[card]');
});

test('a pattern may name the part that counts', () => {
  const value = finding('value', 'secret', /key=(?<value>\w+);/g);

  expect(redactText('key=key; rest', [value]).text).toBe('key=[secret]; rest');
});

test.each([
  [{ start: -1, end: 1 }],
  [{ start: 0, end: 4 }],
  [{ start: 1, end: 1 }],
  [{ start: 0.5, end: 1 }],
  [{ start: 0, end: 1.5 }],
])('a detector that matches %j in three characters is a bug', (span) => {
  const broken = defineDetector({ id: 'broken', title: 'broken', kind: 'card', find: () => [span] });

  expect(() => redactText('abc', [broken])).toThrow('detector `broken` matched outside the text');
});

test('counts add up by kind', () => {
  const one = { email: 1, phone: 2, card: 3, secret: 4 };

  expect(addCounts(one, { email: 10, phone: 20, card: 30, secret: 40 })).toEqual({
    email: 11,
    phone: 22,
    card: 33,
    secret: 44,
  });
});

test('a hundred thousand matches take no time to speak of', () => {
  const text = 'a 1 '.repeat(100_000);

  const { counts } = redactText(text, [word, number]);

  expect(counts).toMatchObject({ email: 100_000, phone: 100_000 });
});
