import { expect, test } from 'vitest';
import { toldValues } from './told-values.ts';

test('pairs both sides by name and leaves out what stayed the same', () => {
  const before = [
    { name: 'role', value: 'reader' },
    { name: 'until', value: 'never' },
    { name: 'scope', value: 'desk' },
  ];
  const after = [
    { name: 'role', value: 'manager' },
    { name: 'scope', value: 'desk' },
    { name: 'from', value: '2026-03-01' },
  ];

  expect(toldValues(before, after)).toEqual([
    { name: 'role', was: 'reader', is: 'manager' },
    { name: 'until', was: 'never', is: null },
    { name: 'from', was: null, is: '2026-03-01' },
  ]);
});

test('tells one side alone where there is no other', () => {
  expect(toldValues(null, [{ name: 'role', value: 'agent' }])).toEqual([
    { name: 'role', was: null, is: 'agent' },
  ]);
  expect(toldValues([{ name: 'role', value: 'agent' }], null)).toEqual([
    { name: 'role', was: 'agent', is: null },
  ]);
  expect(toldValues(null, null)).toEqual([]);
});
