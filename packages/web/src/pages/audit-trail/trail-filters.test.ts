import { expect, test } from 'vitest';
import { toggledKind, trailQuery } from './trail-filters.ts';

const none = { search: '', kind: '', actor: '', from: '', to: '' };

test('asks for nothing that is not set, and for the whole of the last day', () => {
  const [from, to] = ['2026-03-01', '2026-03-02'];

  const asked = trailQuery({ ...none, search: '  role ', from, to });

  expect(trailQuery(none)).toEqual({});
  expect(asked.search).toBe('role');
  expect(Date.parse(asked.to ?? '') - Date.parse(asked.from ?? '')).toBe(2 * 86_400_000);
  expect(trailQuery({ ...none, from: 'yesterday' })).toEqual({});
});

test('all kinds together are the same as none chosen, and stand in one order', () => {
  const all = ['sign-in', 'people', 'ledger'];

  expect(toggledKind('', 'people', all)).toBe('people');
  expect(toggledKind('people', 'sign-in', all)).toBe('sign-in,people');
  expect(toggledKind('sign-in,people', 'sign-in', all)).toBe('people');
  expect(toggledKind('sign-in,people', 'ledger', all)).toBe('');
  expect(toggledKind('people', 'people', all)).toBe('');
});
