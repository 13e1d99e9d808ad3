import { expect, test } from 'vitest';
import { toldSettings } from './told-settings.ts';

const fields = [
  { name: 'path', label: 'File', help: 'A file.', input: 'path', isRequired: true },
  { name: 'token', label: 'Token', help: 'A token.', input: 'secret', isRequired: false },
  { name: 'dateOrder', label: 'Order', help: 'Of dates.', input: 'text', isRequired: false },
  { name: 'system', label: 'System', help: 'A name.', input: 'text', isRequired: false },
] as const;

test('tells short words as they are, and of paths and secrets only that they are other ones', () => {
  const before = { path: '/exports/a.csv', token: 'one', dateOrder: 'day-first', system: 'crm' };
  const after = {
    path: '/exports/b.csv',
    token: 'two',
    dateOrder: 'month-first',
    system: 'Grace Example',
  };

  expect(toldSettings({ fields }, { before, after })).toEqual({
    before: { dateOrder: 'day-first', path: 'given', system: 'crm', token: 'given' },
    after: { dateOrder: 'month-first', path: 'another one', system: 'another one', token: 'another one' },
  });
});

test('tells only what changed, and what was not there', () => {
  const before = { path: '/a.csv' };
  const after = { path: '/a.csv', dateOrder: 'day-first' };

  expect(toldSettings({ fields }, { before, after })).toEqual({
    before: { dateOrder: 'not given' },
    after: { dateOrder: 'day-first' },
  });
});
