import { expect, it } from 'vitest';
import { feedFilters } from './feed-filters.ts';

const nothing = { type: '', search: '', actor: '', ref: '', from: '', to: '' };

it('asks for everything when nothing is set', () => {
  expect(feedFilters(nothing)).toEqual({});
});

it('asks for whole days, the last one included', () => {
  const { from, to } = feedFilters({ ...nothing, from: '2026-11-20', to: '2026-11-20' });

  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(86_400_000);
});

it('leaves out a day that is none', () => {
  expect(feedFilters({ ...nothing, from: 'yesterday', search: ' #5 ' })).toEqual({ search: '#5' });
});
