import { expect, expectTypeOf, test } from 'vitest';
import { defineDetector, spansOf } from './detector.ts';
import { Personal } from './personal.ts';
import { type JsonValue, type Redacted, redactFields } from './redact-fields.ts';

const digits = defineDetector({
  id: 'digits',
  title: 'digits',
  kind: 'phone',
  find: (text) => spansOf(/\d{3,}/g, text),
});

test('masks every string however deep, and nothing else', () => {
  const value = { a: 'call 12345', list: ['678', { deep: '9 and 999' }], count: 12345, on: true, none: null };

  const { value: masked, counts } = redactFields(value, [digits]);

  expect(masked).toEqual({
    a: 'call [phone]',
    list: ['[phone]', { deep: '9 and [phone]' }],
    count: 12345,
    on: true,
    none: null,
  });
  expect(counts).toEqual({ email: 0, phone: 3, card: 0, secret: 0 });
});

test('leaves the value it was given as it is', () => {
  const value = { a: '12345' };

  redactFields(value, [digits]);

  expect(value).toEqual({ a: '12345' });
});

test('what is an identifier by construction stays', () => {
  const value = { key: 'run-12345', text: '12345', items: [{ key: '678' }] };

  const { value: masked } = redactFields(value, [digits], { isIdentifier: (path) => path.at(-1) === 'key' });

  expect(masked).toEqual({ key: 'run-12345', text: '[phone]', items: [{ key: '678' }] });
});

test('is told where each string stands', () => {
  const paths: string[] = [];

  redactFields({ a: ['x', { b: 'y' }] }, [], {
    isIdentifier: (path, text) => {
      paths.push(`${path.join('.')}=${text}`);
      return false;
    },
  });

  expect(paths).toEqual(['a.0=x', 'a.1.b=y']);
});

test('masks keys too, and two that become alike stay two', () => {
  const { value, counts } = redactFields({ 111: 'a', 222: 'b', 333: 'c' }, [digits]);

  expect(value).toEqual({ '[phone]': 'a', '[phone] 2': 'b', '[phone] 3': 'c' });
  expect(counts.phone).toBe(3);
});

test('a key named like the prototype is a key', () => {
  const value: JsonValue = JSON.parse('{"__proto__":{"a":"12345"}}');

  expect(JSON.stringify(redactFields(value, [digits]).value)).toBe('{"__proto__":{"a":"[phone]"}}');
});

test('masking what is masked changes nothing', () => {
  const once = redactFields({ a: 'call 12345' }, [digits]).value;

  expect(redactFields(once, [digits])).toEqual({
    value: once,
    counts: { email: 0, phone: 0, card: 0, secret: 0 },
  });
});

test.each([
  ['undefined', { a: undefined }],
  ['a function', () => 1],
  ['a date', new Date(0)],
  ['no number', Number.NaN],
  ['a big integer', 1n],
  ['personal data', [new Personal('email', 'alice@mail.example')]],
])('refuses %s without repeating it', (_, value) => {
  // what the type forbids must not get through at run time either
  const untyped = value as unknown as JsonValue;

  expect(() => redactFields(untyped, [])).toThrow(
    new TypeError('value holds something that JSON does not have'),
  );
});

test('an object without a prototype is an object', () => {
  const value = Object.assign(Object.create(null), { a: '12345' });

  expect(redactFields(value, [digits]).value).toEqual({ a: '[phone]' });
});

test('only the engine gives the brand, and it fits wherever redacted JSON is asked for', () => {
  const { value } = redactFields({ a: 'x', list: [1] }, []);

  expectTypeOf(value).toExtend<Redacted<JsonValue>>();
  expectTypeOf<{ a: string }>().not.toExtend<Redacted<JsonValue>>();
  expectTypeOf(value.a).toEqualTypeOf<string>();
});
