import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

export const check = defineCheck({
  id: 'human-account-mfa',
  version: 2,
  title: 'MFA on every human account',
  summary: 'Each enabled account that a person can sign in with uses multi-factor authentication.',
  control: 'multi-factor-authentication',
  population: 'account',
  related: null,
  evaluate(item) {
    return exemption(item.value) ?? judgeSignIn(item.value);
  },
});

function exemption(account: FactOf<'account'>): Finding | null {
  if (account.isEnabled === false) return notApplicable('account-disabled', 'the account is disabled');
  if (account.accountKind === 'service') {
    return notApplicable('service-account', 'it belongs to a service, not to a person');
  }
  if (account.accountKind === 'partner') {
    return notApplicable(
      'another-organisation',
      'it stands for another organisation, whose people sign in as themselves',
    );
  }
  if (account.canSignIn === false) {
    return notApplicable('no-sign-in', 'it has no password or interactive sign-in');
  }
  return null;
}

function judgeSignIn(account: FactOf<'account'>): Finding {
  if (account.hasMfa === true) {
    return { outcome: 'pass', code: 'mfa-on', reason: 'it signs in with more than one factor' };
  }
  if (account.hasMfa === 'unknown') {
    return unknown(
      'mfa-unknown',
      'the source does not tell whether it uses a second factor',
      'connect a source that tells MFA for each account, or import a list with that column',
    );
  }
  if (account.accountKind === 'unknown') {
    return unknown(
      'account-kind-unknown',
      'it has no second factor, and the source does not tell whether a person uses it',
      'say in the source whether this is a person or a service',
    );
  }
  return { outcome: 'fail', code: 'mfa-off', reason: 'a person can sign in with one factor alone' };
}

function notApplicable(code: string, reason: string): Finding {
  return { outcome: 'not-applicable', code, reason };
}

function unknown(code: string, reason: string, settle: string): Finding {
  return { outcome: 'unknown', code, reason, settle };
}
