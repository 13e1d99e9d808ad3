import { describe, expect, test } from 'vitest';
import { mergeFacts } from './merge-facts.ts';
import type { FactOf } from './ontology.ts';

const base: FactOf<'account'> = {
  system: 'desk',
  holder: 'sub_00000000-0000-4000-8000-000000000001',
  owner: null,
  accountKind: 'unknown',
  roles: [],
  isEnabled: true,
  hasMfa: 'unknown',
  canSignIn: 'unknown',
  lastSeenAt: 'unknown',
  createdAt: null,
};

describe('an item told by several sources', () => {
  test('takes from each what the others cannot tell, the oldest source first', () => {
    const merged = mergeFacts<'account'>([
      { ...base, accountKind: 'human' },
      { ...base, accountKind: 'service', hasMfa: true, createdAt: '2026-01-01T00:00:00Z' },
    ]);

    expect(merged).toEqual({
      ...base,
      accountKind: 'human',
      hasMfa: true,
      createdAt: '2026-01-01T00:00:00Z',
    });
  });

  test('has every way in and every role that any of them tells: none hides the password another saw', () => {
    const merged = mergeFacts<'account'>([
      { ...base, roles: ['agent'], signIns: ['single-sign-on'] },
      { ...base, roles: [], signIns: ['password', 'single-sign-on'] },
      { ...base, signIns: 'unknown' },
    ]);

    expect(merged).toMatchObject({ roles: ['agent'], signIns: ['single-sign-on', 'password'] });
  });

  test('is not known where one says yes and another says no, however many agree', () => {
    const yes = { ...base, hasMfa: true } as const;
    const no = { ...base, hasMfa: false } as const;

    expect(mergeFacts<'account'>([yes, no]).hasMfa).toBe('unknown');
    expect(mergeFacts<'account'>([no, yes, yes]).hasMfa).toBe('unknown');
    expect(mergeFacts<'account'>([yes, base, yes]).hasMfa).toBe(true);
  });
});
