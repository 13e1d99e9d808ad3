import type { FactOf } from '@daybook/kit';

type Account = FactOf<'account'>;

/** By which ways an account is entered. `provider-unsure`: single sign-on, and whether anything beside it is not told. */
export type EnteredBy = 'provider' | 'both' | 'local' | 'provider-unsure' | 'unknown';

/** Null where it does not matter: nobody signs in with it, or it is no person's; or it is the identity provider's own. */
export function enteredBy(account: Account, isProvider: boolean): EnteredBy | null {
  const { isEnabled, accountKind, canSignIn, signIns = 'unknown', signInsSurely = [] } = account;
  if (isEnabled === false || canSignIn === false) return null;
  if (accountKind === 'service' || accountKind === 'partner') return null;
  const isWhole = signIns !== 'unknown';
  const ways = isWhole ? signIns : signInsSurely;
  const isLocal = ways.includes('password') || ways.includes('passkey');
  if (ways.includes('single-sign-on')) return isLocal ? 'both' : isWhole ? 'provider' : 'provider-unsure';
  if (isProvider && isLocal) return null;
  if (!isWhole) return 'unknown';
  return isLocal ? 'local' : null;
}
