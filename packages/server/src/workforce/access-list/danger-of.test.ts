import { describe, expect, test } from 'vitest';
import { dangerOf, dangerOfAll } from './danger-of.ts';
import { everyRight, rightsOf } from './four-rights.ts';

const person = { kind: 'person', state: 'active', canAct: true } as const;

describe('how dangerous it is that somebody acts', () => {
  test('administering outweighs all other rights together', () => {
    const administers = dangerOf({ ...person, rights: rightsOf('ynnn') });
    const everythingElse = dangerOf({ ...person, rights: rightsOf('nyyy') });

    expect([administers, everythingElse]).toEqual([16, 14]);
  });

  test('a right that cannot be told counts half of one that is held', () => {
    expect(dangerOf({ ...person, rights: rightsOf('unnn') })).toBe(8);
    expect(dangerOf({ ...person, rights: everyRight('unknown') })).toBe(15);
    expect(dangerOf({ ...person, rights: everyRight('no') })).toBe(0);
  });

  test('who left beats any number of rights, and who nobody knows beats who left', () => {
    const busy = dangerOfAll(
      person,
      Array.from({ length: 40 }, () => ({ rights: rightsOf('yyyy'), canAct: true })),
    );
    const left = dangerOf({ ...person, state: 'left', rights: everyRight('no') });
    const nobodyKnown = dangerOf({ ...person, kind: 'unknown', state: 'unknown', rights: everyRight('no') });

    expect([busy < left, left < nobodyKnown]).toEqual([true, true]);
  });

  test('a disabled account is no danger, whoever it belonged to', () => {
    const disabled = { rights: rightsOf('yyyy'), canAct: false };

    expect(dangerOf({ kind: 'unknown', state: 'unknown', ...disabled })).toBe(0);
    expect(dangerOfAll({ kind: 'person', state: 'left' }, [disabled])).toBe(0);
  });
});
