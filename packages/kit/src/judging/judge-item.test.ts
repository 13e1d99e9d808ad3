import { describe, expect, it } from 'vitest';
import { type Check, defineCheck, type Finding, type Item } from '../check.ts';
import { evaluateItem, judgeItem, keepKnownFailure, withCompleteness } from './judge-item.ts';

const item: Item<'account'> = {
  kind: 'account',
  scope: 'helpdesk',
  key: 'helpdesk/sub_00000000-0000-4000-8000-000000000001',
  value: {
    system: 'helpdesk',
    holder: 'sub_00000000-0000-4000-8000-000000000001',
    owner: null,
    accountKind: 'human',
    roles: [],
    isEnabled: true,
    hasMfa: true,
    canSignIn: true,
    lastSeenAt: null,
    createdAt: null,
  },
};
const none = { items: [], isComplete: true };
const asOf = '2026-03-01T00:00:00.000Z';
const complete = { populationIsComplete: true, asOf };

describe('judging an item', () => {
  it('lets a pass stand on whole lists', () => {
    expect(
      judgeItem(answering({ outcome: 'pass', code: 'ok', reason: 'it is' }), item, none, complete),
    ).toEqual({
      outcome: 'pass',
      code: 'ok',
      reason: 'it is',
    });
  });

  it('turns a pass into unknown when its own list is not whole', () => {
    const check = answering({ outcome: 'pass', code: 'ok', reason: 'it is' });

    const finding = judgeItem(check, item, none, { populationIsComplete: false, asOf });

    expect(finding).toMatchObject({ outcome: 'unknown', code: 'population-incomplete' });
    expect(finding.settle).toBeDefined();
  });

  it('turns a pass into unknown when the list beside it is not whole', () => {
    const check = { ...answering({ outcome: 'pass', code: 'ok', reason: 'it is' }), related };

    const finding = judgeItem(check, item, { items: [], isComplete: false }, complete);

    expect(finding.code).toBe('population-incomplete');
  });

  it('does not look at lists that the check does not read', () => {
    const check = answering({ outcome: 'pass', code: 'ok', reason: 'it is' });

    expect(judgeItem(check, item, { items: [], isComplete: false }, complete).outcome).toBe('pass');
  });

  it.each(['fail', 'unknown', 'not-applicable'] as const)(
    'leaves %s as it is on a list that is not whole',
    (outcome) => {
      const check = answering({ outcome, code: 'some-code', reason: 'some reason' });

      const finding = judgeItem(check, item, none, { populationIsComplete: false, asOf });

      expect(finding).toMatchObject({ outcome, code: 'some-code' });
    },
  );

  it('answers unknown for a check that throws, without the words of the error', () => {
    const check: Check<'account'> = {
      ...answering({ outcome: 'pass', code: 'ok', reason: 'it is' }),
      evaluate: () => {
        throw new Error('ada@company.example has no role');
      },
    };

    const finding = evaluateItem(check, item, none, asOf);

    expect(finding).toMatchObject({ outcome: 'unknown', code: 'check-error' });
    expect(JSON.stringify(finding)).not.toContain('ada');
  });

  it('keeps the instant to look again when it withholds a pass', () => {
    const pass = {
      outcome: 'pass',
      code: 'ok',
      reason: 'it is',
      reevaluateAt: '2026-04-01T00:00:00.000Z',
    } as const;

    expect(withCompleteness(pass, false).reevaluateAt).toBe('2026-04-01T00:00:00.000Z');
  });
});

describe('a known failure', () => {
  const failed: Finding = { outcome: 'fail', code: 'bad', reason: 'it is bad' };
  const hidden: Finding = { outcome: 'unknown', code: 'not-seen', reason: 'it was not seen', settle: 'look' };
  const better: Finding = { outcome: 'pass', code: 'ok', reason: 'it is' };

  it('stays while what could explain it cannot be seen', () => {
    expect(keepKnownFailure(failed, hidden, false)).toBe(failed);
  });

  it('ends when the lists are whole again, or when the item itself is better', () => {
    expect(keepKnownFailure(failed, hidden, true)).toBe(hidden);
    expect(keepKnownFailure(failed, better, false)).toBe(better);
  });

  it('is made of no other finding', () => {
    expect(keepKnownFailure(better, hidden, false)).toBe(hidden);
    expect(keepKnownFailure(null, hidden, false)).toBe(hidden);
  });
});

const related = { kind: 'person' as const, scope: 'any' as const, keys: () => [] };

function answering(finding: Finding): Check<'account'> {
  return defineCheck<'account', never>({
    id: 'answering',
    version: 1,
    title: 'Answers as told',
    summary: 'Answers as told.',
    control: 'control',
    population: 'account',
    related: null,
    evaluate: () => finding,
  });
}
