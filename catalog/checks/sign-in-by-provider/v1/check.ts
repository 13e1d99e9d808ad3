import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type Account = FactOf<'account'>;
type Way = NonNullable<Account['signInsSurely']>[number];

export const check = defineCheck({
  id: 'sign-in-by-provider',
  version: 1,
  title: 'People sign in through the identity provider',
  summary:
    'Each enabled account of a person is entered by single sign-on alone; a password or passkey of its own beside it is a second way in.',
  control: 'single-sign-on',
  population: 'account',
  related: null,
  evaluate: ({ value }) => exemption(value) ?? judgeWays(value),
});

function exemption(account: Account): Finding | null {
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

function judgeWays(account: Account): Finding {
  const { signIns = 'unknown', signInsSurely = [] } = account;
  const isWhole = signIns !== 'unknown';
  const ways = interactive(isWhole ? signIns : signInsSurely);
  if (ways.has('single-sign-on')) return judgeBeside(ways, isWhole);
  if (isWhole && ways.size === 0) {
    return notApplicable('no-sign-in', 'it has no password or interactive sign-in');
  }
  if (isProvider(account.system) && ways.size > 0) {
    return notApplicable('identity-provider', 'it is an account of the identity provider itself');
  }
  if (isWhole && account.accountKind !== 'unknown') {
    return fail(
      'local-only',
      'it is not entered through the identity provider, but by a password or passkey of its own',
    );
  }
  return unknown(
    isWhole ? 'account-kind-unknown' : 'sign-in-unknown',
    isWhole
      ? 'it is not entered through the identity provider, and the source does not tell whether a person uses it'
      : 'the source does not tell how it is entered',
  );
}

/** One way beside the identity provider is enough, whatever else is not told. */
function judgeBeside(ways: ReadonlySet<Way>, isWhole: boolean): Finding {
  if (ways.has('password')) {
    return fail('local-password', 'it is entered by single sign-on, and can still be entered by password');
  }
  if (ways.has('passkey')) {
    return fail(
      'local-passkey',
      'it is entered by single sign-on, and can still be entered by a passkey of its own',
    );
  }
  if (isWhole) {
    return { outcome: 'pass', code: 'provider-only', reason: 'it is entered by single sign-on alone' };
  }
  return unknown(
    'beside-unknown',
    'it is entered by single sign-on, and the source does not tell whether a password works beside it',
  );
}

/** A key lets a program in; how keys are kept is tested elsewhere. */
function interactive(ways: readonly Way[]): ReadonlySet<Way> {
  return new Set(ways.filter((way) => way !== 'key'));
}

/** As the sources name systems; what follows the name is the tenant. */
const providers = [
  'okta',
  'entra',
  'azure-ad',
  'microsoft-365',
  'microsoft365',
  'google-workspace',
  'onelogin',
];

function isProvider(system: string): boolean {
  const name = system.toLowerCase();
  return providers.some((one) => name.startsWith(one) && !/^[a-z0-9]/.test(name.slice(one.length)));
}

function notApplicable(code: string, reason: string): Finding {
  return { outcome: 'not-applicable', code, reason };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string): Finding {
  return {
    outcome: 'unknown',
    code,
    reason,
    settle: 'import a list of the accounts with a column that says how each is entered, and whose it is',
  };
}
