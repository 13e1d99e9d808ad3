import type { IdentityField, ListRead, RecordOf } from '@daybook/kit';
import type { Activity, Registration, User } from './answer-schemas.ts';

/** Entra keeps sign-ins since this day; of an older account without one nobody knows. */
const signInsKeptSince = '2020-05-01T00:00:00.000Z';

export type UserFacts = {
  readonly system: string;
  readonly rolesOf: (id: string) => readonly string[];
  readonly hasMfa: (user: User) => boolean | 'unknown';
  readonly lastSeenAt: (user: User) => string | null | 'unknown';
};

export function accountOf(user: User, holder: IdentityField, facts: UserFacts): RecordOf<'account'> {
  return {
    system: facts.system,
    holder,
    owner: holder,
    accountKind: 'human',
    roles: [...facts.rolesOf(user.id)],
    isEnabled: user.accountEnabled ?? 'unknown',
    hasMfa: facts.hasMfa(user),
    canSignIn: 'unknown',
    lastSeenAt: facts.lastSeenAt(user),
    createdAt: user.createdDateTime ? utc(user.createdDateTime) : 'unknown',
    isGuest: user.userType === 'Guest' ? true : user.userType === 'Member' ? false : 'unknown',
    organisation: user.companyName?.trim().slice(0, 200) || null,
    externalId: user.id,
  };
}

/** A second factor counts as registered by the report of authentication methods: by id, else by the same sign-in name. */
export function mfaOf(report: ListRead<Registration>): UserFacts['hasMfa'] {
  const byId = new Map(report.items.map((one) => [one.id, one]));
  const byName = new Map(report.items.map((one) => [one.userPrincipalName?.toLowerCase() ?? '', one]));
  return (user) => {
    const name = user.userPrincipalName?.toLowerCase() ?? '';
    const registered = byId.get(user.id) ?? (name === '' ? undefined : byName.get(name));
    return registered?.isMfaRegistered ?? 'unknown';
  };
}

/**
 * The newest sign-in. Null only where Entra was asked, has none, and would have kept it: never. Where it may not be asked
 * (`AuditLog.Read.All` and a P1 licence) it is unknown.
 */
export function lastSeenOf(list: ListRead<Activity>): UserFacts['lastSeenAt'] {
  const byId = new Map(list.items.map((one) => [one.id, one]));
  return (user) => {
    const known = byId.get(user.id);
    if (known === undefined || list.failure !== null) return 'unknown';
    const { lastSignInDateTime, lastNonInteractiveSignInDateTime } = known.signInActivity ?? {};
    const times = [lastSignInDateTime, lastNonInteractiveSignInDateTime].flatMap((time) =>
      time ? [utc(time)] : [],
    );
    const newest = times.toSorted().at(-1);
    if (newest !== undefined) return newest;
    const isKept = Boolean(user.createdDateTime) && utc(user.createdDateTime ?? '') >= signInsKeptSince;
    return isKept ? null : 'unknown';
  };
}

/** Graph writes up to seven digits of a second; facts hold three. */
export function utc(instant: string): string {
  return new Date(instant).toISOString();
}
