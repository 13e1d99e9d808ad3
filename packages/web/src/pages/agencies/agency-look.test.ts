import { expect, test } from 'vitest';
import { leftOf, lookOf } from './agency-look.ts';

const ended = {
  state: 'ended' as const,
  accounts: 0,
  run: null,
  engagementUntil: '2026-03-01',
  openLists: [] as string[],
};
const run = { id: 'lvr_1', items: 3, open: 0 };

test('an ended agency of which nothing is found looks settled only while every list is whole', () => {
  expect(lookOf(ended)).toBe('not-applicable');
  expect(lookOf({ ...ended, run })).toBe('not-applicable');
  expect(lookOf({ ...ended, openLists: ['helpdesk'] })).toBe('unknown');
  expect(lookOf({ ...ended, run, openLists: ['helpdesk'] })).toBe('unknown');
});

test('what its people have under their own names counts as still there, though no account is linked to it', () => {
  const open = { ...ended, run: { ...run, open: 2 }, openLists: ['helpdesk'] };

  expect(lookOf(open)).toBe('failing');
  expect(leftOf(open)).toBe(2);
  expect(leftOf({ ...open, accounts: 3 })).toBe(3);
  expect(leftOf({ ...open, state: 'running' })).toBe(0);
});
