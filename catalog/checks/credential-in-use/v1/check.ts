import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

export const check = defineCheck({
  id: 'credential-in-use',
  version: 1,
  title: 'Keys and tokens have an owner and are in use',
  summary:
    'Each active key or token is answered for by someone, and was used in the last 90 days or made in them.',
  control: 'credential-upkeep',
  population: 'credential',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.isActive === false) {
      return { outcome: 'not-applicable', code: 'not-active', reason: 'it has ended or expired' };
    }
    if (value.owner === null) return fail('no-owner', 'nobody answers for it');
    return judgeUse(value, Date.parse(asOf));
  },
});

function judgeUse({ lastUsedAt, createdAt, isActive }: FactOf<'credential'>, nowMs: number): Finding {
  if (lastUsedAt === 'unknown')
    return unknown('use-unknown', 'the source does not tell when it was last used');
  const since = lastUsedAt ?? createdAt;
  if (since === 'unknown') return unknown('age-unknown', 'it was never used, and its age is not told');
  const endsMs = Date.parse(since) + unusedMaxMs;
  if (nowMs >= endsMs) {
    return lastUsedAt === null
      ? fail('never-used', 'it was never used in the 90 days since it was made')
      : fail('unused', 'it was not used for 90 days');
  }
  if (isActive === 'unknown') {
    return unknown('state-unknown', 'the source does not tell whether it can still be used');
  }
  const reevaluateAt = new Date(endsMs).toISOString();
  return lastUsedAt === null
    ? { outcome: 'pass', code: 'new', reason: 'it has an owner and is younger than 90 days', reevaluateAt }
    : {
        outcome: 'pass',
        code: 'in-use',
        reason: 'it has an owner and was used in the last 90 days',
        reevaluateAt,
      };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string): Finding {
  return {
    outcome: 'unknown',
    code,
    reason,
    settle: 'collect a source that tells the last use of each key and token',
  };
}

const unusedMaxMs = 90 * 86_400_000;
