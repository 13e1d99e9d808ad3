import { expect, test } from 'vitest';
import { defaultDeadlines, dueAtOf, endOfDay } from './deadlines.ts';

const friday = '2026-11-20T17:00:00.000Z';
const ask = (change: object) =>
  dueAtOf(
    {
      cause: 'left',
      what: 'account',
      isCritical: false,
      isInvoluntary: false,
      effectiveAt: friday,
      ...change,
    },
    defaultDeadlines,
    'Europe/Berlin',
  );

test('the deadlines are those of the policy: 4 hours, 24 hours, 5 working days', () => {
  expect(ask({ isCritical: true, isInvoluntary: true })).toBe('2026-11-20T21:00:00.000Z');
  expect(ask({ isCritical: true })).toBe('2026-11-21T17:00:00.000Z');
  expect(ask({ what: 'secret' })).toBe('2026-11-21T17:00:00.000Z');
  expect(ask({ what: 'device' })).toBe('2026-11-27T17:00:00.000Z');
  expect(ask({ cause: 'role-changed', isCritical: true })).toBe('2026-11-27T17:00:00.000Z');
});

test('a day ends at midnight of the workspace, also where the clocks change', () => {
  expect(endOfDay('2026-11-20', 'UTC')).toBe('2026-11-21T00:00:00.000Z');
  expect(endOfDay('2026-11-20', 'Europe/Berlin')).toBe('2026-11-20T23:00:00.000Z');
  expect(endOfDay('2026-03-28', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
  expect(endOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z');
  expect(endOfDay('2026-11-20', 'Pacific/Kiritimati')).toBe('2026-11-20T10:00:00.000Z');
});

test('five working days are five whole ones, whenever somebody leaves, and the clocks change nothing', () => {
  const due = (effectiveAt: string) => ask({ what: 'device', effectiveAt });

  // Friday 20 November is the last day, so it takes effect as Saturday begins in Berlin; Monday to Friday follow.
  expect(due('2026-11-20T23:00:00.000Z')).toBe('2026-11-29T23:00:00.000Z');
  expect(due('2026-11-22T12:00:00.000Z')).toBe('2026-11-29T23:00:00.000Z');
  expect(due('2026-11-22T23:00:00.000Z')).toBe('2026-11-29T23:00:00.000Z');
  // Wednesday at noon stays noon over the end of summer time on 25 October.
  expect(due('2026-10-21T10:00:00.000Z')).toBe('2026-10-28T11:00:00.000Z');
});
