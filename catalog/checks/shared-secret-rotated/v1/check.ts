import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

export const check = defineCheck({
  id: 'shared-secret-rotated',
  version: 1,
  title: 'Shared secrets change when somebody who knew them leaves',
  summary:
    'Each password or key that somebody knew who has left was changed after that, in the time allowed.',
  control: 'shared-secrets',
  population: 'shared-secret',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.owner === null) return fail('no-owner', 'nobody answers for it');
    if (value.lastKnowerLeftAt === null) {
      return {
        outcome: 'not-applicable',
        code: 'nobody-left',
        reason: 'everybody who knew it is still here',
      };
    }
    return judgeRotation(value, value.lastKnowerLeftAt, asOf);
  },
});

function judgeRotation(secret: FactOf<'shared-secret'>, leftAt: string, asOf: string): Finding {
  const { rotatedAt } = secret;
  const dueAt = secret.dueAt ?? leftAt;
  if (rotatedAt === 'unknown') {
    return {
      outcome: 'unknown',
      code: 'rotation-unknown',
      reason: 'somebody who knew it has left, and nobody has said when it was last changed',
      settle: 'change it, and write down when',
    };
  }
  if (rotatedAt !== null && rotatedAt >= leftAt) {
    return rotatedAt <= dueAt
      ? { outcome: 'pass', code: 'rotated', reason: 'it was changed in time after somebody who knew it left' }
      : fail('rotated-late', 'it was changed after the time had run out');
  }
  if (asOf < dueAt) {
    const reason = 'the time allowed to change it has not run out';
    return { outcome: 'not-applicable', code: 'not-due', reason, reevaluateAt: dueAt };
  }
  return fail('not-rotated', 'somebody who knew it has left, and it is still the same');
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}
