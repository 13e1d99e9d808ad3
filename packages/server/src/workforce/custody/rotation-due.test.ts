import { describe, expect, test } from 'vitest';
import { rotationOf } from './rotation-due.ts';

const secret = { knownBy: ['sub_a', 'sub_b'], formerlyKnownBy: [], rotatedAt: '2026-01-10T00:00:00.000Z' };

describe('when a shared secret has to be changed', () => {
  test('is never because of time alone', () => {
    expect(rotationOf(secret, new Map())).toEqual({ lastKnowerLeftAt: null, dueAt: null, isDue: false });
  });

  test('is within a day after somebody who knew it left', () => {
    const left = new Map([['sub_b', '2026-02-01T00:00:00.000Z']]);

    expect(rotationOf(secret, left)).toEqual({
      lastKnowerLeftAt: '2026-02-01T00:00:00.000Z',
      dueAt: '2026-02-02T00:00:00.000Z',
      isDue: true,
    });
  });

  test('counts from the first departure nobody answered, however many follow', () => {
    const left = new Map([
      ['sub_a', '2026-02-05T00:00:00.000Z'],
      ['sub_b', '2026-02-01T00:00:00.000Z'],
    ]);

    expect(rotationOf(secret, left).dueAt).toBe('2026-02-02T00:00:00.000Z');
  });

  test('is over once it was changed, and taking somebody from the list does not change it', () => {
    const left = new Map([['sub_b', '2026-02-01T00:00:00.000Z']]);
    const rotated = { ...secret, rotatedAt: '2026-02-01T09:00:00.000Z' };
    const dropped = {
      ...secret,
      knownBy: ['sub_a'],
      formerlyKnownBy: [{ subject: 'sub_b', at: '2026-02-03T00:00:00.000Z' }],
    };

    expect(rotationOf(rotated, left).isDue).toBe(false);
    expect(rotationOf(dropped, left)).toMatchObject({ isDue: true, dueAt: '2026-02-02T00:00:00.000Z' });
    expect(rotationOf(dropped, new Map())).toMatchObject({ isDue: true, dueAt: '2026-02-04T00:00:00.000Z' });
  });

  test('is due where nobody ever changed it', () => {
    const left = new Map([['sub_b', '2026-02-01T00:00:00.000Z']]);

    expect(rotationOf({ ...secret, rotatedAt: null }, left).isDue).toBe(true);
  });
});
