import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

export const check = defineCheck({
  id: 'brand-account-mfa',
  version: 1,
  title: 'MFA on every brand account',
  summary:
    'Each brand account that has a sign-in of its own needs a second factor, by a word that still holds.',
  control: 'brand-account-sign-in',
  population: 'brand-account',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.secretKept === 'no-secret') {
      const reason = 'nobody signs in as it; people act through accounts of their own';
      return { outcome: 'not-applicable', code: 'no-sign-in', reason };
    }
    if (value.mfaMethod === 'none') return fail('mfa-off', 'its password alone opens it');
    if (value.mfaMethod === 'unknown') {
      return unknown('mfa-unknown', 'nobody has said whether it needs a second factor');
    }
    return judgeConfirmation(value, asOf);
  },
});

/** No platform tells this, so it rests on somebody's word and holds as long as that does. */
function judgeConfirmation(account: FactOf<'brand-account'>, asOf: string): Finding {
  const { confirmedUntil, mfaMethod } = account;
  if (account.confirmedAt === null || confirmedUntil === null) {
    return unknown('never-confirmed', 'what is written down of it was never confirmed');
  }
  if (asOf >= confirmedUntil)
    return unknown('confirmation-expired', 'what is written down of it has expired');
  const reason = `it needs a second factor (${methodWords[mfaMethod]}), by the word of whoever confirmed it`;
  return { outcome: 'pass', code: 'mfa-on', reason, reevaluateAt: confirmedUntil };
}

const methodWords = {
  'hardware-key': 'a hardware key',
  passkey: 'a passkey',
  app: 'an app',
  'text-message': 'a text message, the weakest of them',
  none: 'none',
  unknown: 'not known',
} as const;

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string): Finding {
  return {
    outcome: 'unknown',
    code,
    reason,
    settle: 'look at the account and confirm what its register says',
  };
}
