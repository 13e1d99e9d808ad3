import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { discloseAll, maskOf, Personal, type PersonalPart } from '../../platform/index.ts';
import { createDisclosure } from './disclose.ts';

const subject = 'sub_4f2a81c0-d9e3-4000-8000-000000000001';
const part: PersonalPart = { class: 'name', value: 'Ada Example', of: 'evidence', subject };

test('a value about a person cannot be serialised or printed before it is disclosed', () => {
  const value = new Personal([part]);

  expect(() => JSON.stringify({ value })).toThrow(/without being disclosed/);
  expect(`${value} ${inspect({ value })}`).not.toContain('Ada');
});

test('a mask is equally long whatever it hides, and holds nothing of it', () => {
  const masks = [
    { ...part, value: 'A' },
    { ...part, value: 'A very long name indeed' },
    { ...part, subject: null },
    { ...part, subject: null, position: 4711 },
  ].map((one) => new Personal([one]).disclose(() => false));

  expect(masks).toEqual([
    '•••• (person 4f2a81c0d9e3)',
    '•••• (person 4f2a81c0d9e3)',
    '•••• (hidden ••••••••••••)',
    '•••• (record 000000004711)',
  ]);
  expect(new Set(masks.map((mask) => mask.length)).size).toBe(1);
  expect(maskOf(part)).toBe(masks[0]);
});

test('what was erased is erased for everyone, never masked', () => {
  const value = new Personal([{ ...part, value: null }]);

  expect(value.disclose(() => true)).toBe('erased (person 4f2a81c0d9e3)');
  expect(value.disclose(() => false)).toBe(value.disclose(() => true));
});

test('an answer is disclosed wherever a value stands in it, and is the same object where none does', () => {
  const plain = { items: [{ at: '2026-03-01', n: 1 }] };
  const answer = { ...plain, who: [new Personal(['by ', part])] };

  expect(discloseAll(plain, () => true)).toBe(plain);
  expect(discloseAll(answer, () => true)).toEqual({ ...plain, who: ['by Ada Example'] });
});

test('a route shows no class it does not name', () => {
  const disclose = createDisclosure(() => true, { action: 'item.list', discloses: ['email'] }, 'sub_me');

  expect(() => disclose(part)).toThrow(/does not name the class `name`/);
});
