import type { IdentityField, RecordOf } from '@daybook/kit';
import type { User } from './answer-schemas.ts';

/** What each kind of account is, by Atlassian's description of users. */
const kinds: Readonly<Record<string, RecordOf<'account'>['accountKind']>> = {
  app: 'service',
  atlassian: 'unknown',
  customer: 'human',
};

/** One account of the site. Atlassian keeps sign-in apart from Jira, so that neither factor nor last sign-in is told. */
export function accountOf(user: User, holder: IdentityField, system: string): RecordOf<'account'> {
  const isApp = user.accountType === 'app';
  const isCustomer = user.accountType === 'customer';
  return {
    system,
    holder,
    owner: null,
    accountKind: kinds[user.accountType] ?? 'unknown',
    roles: [user.accountType.slice(0, 200) || 'user'],
    isEnabled: user.active,
    hasMfa: 'unknown',
    canSignIn: isApp ? false : 'unknown',
    lastSeenAt: 'unknown',
    createdAt: 'unknown',
    isGuest: isCustomer ? true : 'unknown',
    externalId: user.accountId,
  };
}
