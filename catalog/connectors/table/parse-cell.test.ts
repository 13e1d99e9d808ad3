import { describe, expect, it } from 'vitest';
import { parseDay, parseInstant, parseSwitch } from './parse-cell.ts';

describe('parseDay', () => {
  it.each([
    ['2025-12-31', '2025-12-31'],
    ['2025-12-31T10:00:00Z', '2025-12-31'],
    ['20251231', '2025-12-31'],
    ['31.12.2025', '2025-12-31'],
    ['1.2.2025', '2025-02-01'],
    ['31/12/2025', '2025-12-31'],
    ['12/31/2025', '2025-12-31'],
    ['05/05/2025', '2025-05-05'],
    ['', null],
    ['-', null],
  ])('reads %s as %s', (text, expected) => {
    expect(parseDay(text, undefined, 'day')).toBe(expected);
  });

  it.each(['2025-02-30', '31.02.2025', '3.4.25', 'soon', '03/04/2025', '00.01.2025', '45292'])(
    'refuses %s',
    (text) => {
      expect(() => parseDay(text, undefined, 'day')).toThrow();
    },
  );
});

describe('parseInstant', () => {
  it.each([
    ['2025-06-01T09:30:00+02:00', '2025-06-01T07:30:00.000Z'],
    ['2025-06-01 09:30', '2025-06-01T09:30:00.000Z'],
    ['2025-06-01 09:30:05 UTC', '2025-06-01T09:30:05.000Z'],
    ['01.06.2025 09:30', '2025-06-01T09:30:00.000Z'],
    ['2025-06-01T09:30:00.123456Z', '2025-06-01T09:30:00.123Z'],
    ['2025-06-01', '2025-06-01T00:00:00.000Z'],
    ['never', null],
    ['', 'unknown'],
    ['N/A', 'unknown'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseInstant(text, undefined, 'time')).toBe(expected);
  });

  it.each(['yesterday', '2025-06-01 25:00', '9:30'])('refuses %s', (text) => {
    expect(() => parseInstant(text, undefined, 'time')).toThrow();
  });
});

it.each([
  ['Yes', true],
  ['aktiv', true],
  ['0', false],
  ['Nein', false],
  ['', 'unknown'],
  ['on leave', 'unknown'],
])('reads the switch %s as %s', (text, expected) => {
  expect(parseSwitch(text)).toBe(expected);
});
