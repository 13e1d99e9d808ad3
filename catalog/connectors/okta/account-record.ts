import type { IdentityField, RecordOf } from '@daybook/kit';
import type { Factor, User } from './answer-schemas.ts';

type Account = RecordOf<'account'>;

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/ (user status). */
const enabledByStatus: Readonly<Record<string, boolean>> = {
  ACTIVE: true,
  RECOVERY: true,
  PASSWORD_EXPIRED: true,
  LOCKED_OUT: true,
  PROVISIONED: true,
  STAGED: false,
  SUSPENDED: false,
  DEPROVISIONED: false,
};
const passkeys = ['webauthn', 'u2f', 'signed_nonce'];

type Known = {
  readonly system: string;
  /** Null: not asked for, or not shown. */
  readonly factors: readonly Factor[] | null;
};

/** One user as an account. Okta does not say whether a person or a program uses it. */
export function accountRecord(user: User, holder: IdentityField, { system, factors }: Known): Account {
  return {
    system,
    holder,
    owner: null,
    accountKind: /service|bot|system/i.test(user.profile.userType ?? '') ? 'service' : 'human',
    roles: [],
    isEnabled: enabledByStatus[user.status] ?? 'unknown',
    hasMfa: factors === null ? 'unknown' : hasMfa(factors),
    canSignIn: true,
    lastSeenAt: user.lastLogin === undefined ? 'unknown' : utcOrNull(user.lastLogin),
    createdAt: utcOrNull(user.created) ?? 'unknown',
    signIns: signInsOf(user, factors ?? []),
    isGuest: 'unknown',
    organisation: null,
    externalId: user.id,
  };
}

/** A question and a mail are means of recovery too: the one is no second factor, of the other only the policy knows. */
function hasMfa(factors: readonly Factor[]): boolean | 'unknown' {
  const types = factors.filter(({ status }) => status === 'ACTIVE').map(({ factorType }) => factorType);
  if (types.some((type) => type !== 'question' && type !== 'email')) return true;
  return types.includes('email') ? 'unknown' : false;
}

function signInsOf(user: User, factors: readonly Factor[]): NonNullable<Account['signIns']> {
  const provider = user.credentials?.provider?.type;
  if (provider === undefined) return 'unknown';
  const isHere = ['OKTA', 'ACTIVE_DIRECTORY', 'LDAP', 'IMPORT'].includes(provider);
  const hasPasskey = factors.some(
    ({ factorType, status }) => status === 'ACTIVE' && passkeys.includes(factorType),
  );
  return [isHere ? 'password' : 'single-sign-on', ...(hasPasskey ? (['passkey'] as const) : [])];
}

/** How many active factors there are of each type. */
export function mfaAttributes(factors: readonly Factor[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { factorType, status } of factors) {
    if (status !== 'ACTIVE') continue;
    const name = `mfa ${factorType.slice(0, 60)}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export function utcOrNull(instant: string | null | undefined): string | null {
  return instant === null || instant === undefined ? null : new Date(instant).toISOString();
}
