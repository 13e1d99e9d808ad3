import { describe, expect, test } from 'vitest';
import { textOfUtf8, utf8 } from './bytes.ts';
import { formatStatement, IN_TOTO_PAYLOAD_TYPE, parseStatement, STATEMENT_SUBJECTS_MAX } from './in-toto.ts';
import { refusalOf } from './refusal.fixture.ts';

const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const text = `{"_type":"https://in-toto.io/Statement/v1","predicate":{"b":1},"predicateType":"https://daybook.example/p/v1","subject":[{"digest":{"sha256":"${sha256}"},"name":"a.txt"}]}`;
const statement = {
  subjects: [{ name: 'a.txt', sha256 }],
  predicateType: 'https://daybook.example/p/v1',
  predicate: { b: 1 },
};

test('a statement is written in canonical form and read back', () => {
  expect(textOfUtf8(formatStatement(statement))).toBe(text);
  expect(parseStatement(utf8(text))).toEqual(statement);
});

test('a statement may say nothing of its subjects but that they are', () => {
  const bare = text.replace('"predicate":{"b":1},', '');

  expect(parseStatement(utf8(bare)).predicate).toEqual({});
});

test('subjects of two names are two', () => {
  const two = { ...statement, subjects: [...statement.subjects, { name: 'b.txt', sha256 }] };

  expect(parseStatement(formatStatement(two))).toEqual(two);
});

test('an envelope names it by the media type of in-toto', () => {
  expect(IN_TOTO_PAYLOAD_TYPE).toBe('application/vnd.in-toto+json');
});

test('what the format lets others add is passed over', () => {
  const more = text
    .replace(`"sha256":"${sha256}"`, `"sha1":"00","sha256":"${sha256}"`)
    .replace('"name"', '"uri":"x","name"')
    .replace('{"_type"', '{"more":[],"_type"');

  expect(parseStatement(utf8(more))).toEqual(statement);
});

describe('a statement is refused', () => {
  const subject = `{"digest":{"sha256":"${sha256}"},"name":"a.txt"}`;
  test.each([
    ['that is not JSON', '{', 'statement is not JSON'],
    ['that is nothing', 'null', 'statement is not an object'],
    ['that is a number', '1', 'statement is not an object'],
    ['that is a list', '[]', 'statement is not an object'],
    ['of another version', text.replace('Statement/v1', 'Statement/v0.1'), 'not one of in-toto'],
    ['without subjects', text.replace(`[${subject}]`, '[]'), 'no subjects'],
    ['with a subject that is no list', text.replace(`[${subject}]`, '"a"'), 'no subjects'],
    ['with a subject that is none', text.replace(subject, 'null'), 'subject is not an object'],
    ['without a digest', text.replace(`"digest":{"sha256":"${sha256}"},`, ''), 'digest is not an object'],
    ['with another digest', text.replace('"sha256"', '"sha512"'), 'no SHA-256'],
    ['with a digest in capitals', text.replace('e3b0', 'E3B0'), 'no SHA-256'],
    ['with a long digest', text.replace('e3b0', '0e3b0'), 'no SHA-256'],
    ['with a digest and more', text.replace('b855', 'b855a'), 'no SHA-256'],
    ['with a digest that is a number', text.replace(`"${sha256}"`, '1'), 'no SHA-256'],
    ['with a digest that is a list of one', text.replace(`"${sha256}"`, `["${sha256}"]`), 'no SHA-256'],
    ['without a name', text.replace(',"name":"a.txt"', ''), 'no name'],
    ['with an empty name', text.replace('a.txt', ''), 'no name'],
    ['with one name for two', text.replace(subject, `${subject},${subject}`), 'one name'],
    ['without a predicate type', text.replace('"predicateType"', '"x"'), 'no predicate type'],
    [
      'with a predicate type that is no address',
      text.replace('https://daybook', 'daybook'),
      'no predicate type',
    ],
    [
      'with a predicate type after a space',
      text.replace('https://daybook', ' https://daybook'),
      'no predicate type',
    ],
    ['with a space in its predicate type', text.replace('/p/v1', '/p v1'), 'no predicate type'],
    [
      'with nothing after the scheme',
      text.replace('https://daybook.example/p/v1', 'https:'),
      'no predicate type',
    ],
    [
      'with a predicate type that is a list',
      text.replace('"https://daybook.example/p/v1"', '["a:b"]'),
      'no predicate type',
    ],
    ['with a predicate that is a list', text.replace('{"b":1}', '[]'), 'predicate is not an object'],
  ])('%s', (_, malformed, message) => {
    expect(refusalOf(() => parseStatement(utf8(malformed)))).toContain(message);
  });

  test('when it is not UTF-8', () => {
    expect(refusalOf(() => parseStatement(Uint8Array.of(0xff)))).toContain('not UTF-8');
  });

  test('before it is written', () => {
    expect(refusalOf(() => formatStatement({ ...statement, subjects: [] }))).toContain('no subjects');
  });

  test('when it has more subjects than can be', () => {
    const many = text.replace(`[${subject}]`, `[${'0,'.repeat(STATEMENT_SUBJECTS_MAX)}0]`);
    const most = text.replace(`[${subject}]`, `[${'0,'.repeat(STATEMENT_SUBJECTS_MAX - 1)}0]`);

    expect(refusalOf(() => parseStatement(utf8(many)))).toContain('too many subjects');
    expect(refusalOf(() => parseStatement(utf8(most)))).toContain('subject is not an object');
  });
});
