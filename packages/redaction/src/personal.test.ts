import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Personal } from './personal.ts';

const address = new Personal('email', 'alice@mail.example');

test('prints as its kind wherever it is printed', () => {
  expect(`${address}`).toBe('[email]');
  expect(String(address)).toBe('[email]');
  expect(inspect({ to: address })).toBe('{ to: [email] }');
});

test('refuses to be serialised', () => {
  expect(() => JSON.stringify({ to: address })).toThrow(
    'personal data of kind `email` is not to be serialised',
  );
});

test('keeps the value out of its fields, and gives it when asked', () => {
  expect(Object.values(address)).toEqual(['email']);
  expect(address.unwrap()).toBe('alice@mail.example');
});
