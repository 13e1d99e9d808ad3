import type { IdentityField, RecordOf } from '@daybook/kit';
import { roleOf } from './access-levels.ts';
import type { EnterpriseUser, Member } from './answer-schemas.ts';

const tokenBot = /^(group|project)_\d{1,19}_bot(_[0-9a-f]{1,64})?$/;
const disabledStates = ['blocked', 'deactivated', 'ldap_blocked', 'banned', 'blocked_pending_approval'];

export type KnownOfUsers = {
  readonly system: string;
  readonly enterprise: ReadonlyMap<number, EnterpriseUser>;
  readonly serviceAccounts: ReadonlySet<number>;
};

/** The user behind a group's or a project's access token. */
export function isTokenBot({ username }: Member): boolean {
  return tokenBot.test(username);
}

export function accountRecord(
  member: Member,
  holder: IdentityField,
  known: KnownOfUsers,
): RecordOf<'account'> {
  const own = known.enterprise.get(member.id);
  const isBot = isTokenBot(member);
  const isService = isBot || known.serviceAccounts.has(member.id);
  return {
    system: known.system,
    holder,
    owner: null,
    accountKind: isService ? 'service' : 'human',
    roles: [roleOf(member).role],
    isEnabled: member.state === 'active' ? true : disabledStates.includes(member.state) ? false : 'unknown',
    hasMfa: isService ? 'unknown' : (own?.two_factor_enabled ?? 'unknown'),
    canSignIn: !isService,
    lastSeenAt: own === undefined ? 'unknown' : startOf(own.last_activity_on),
    createdAt: own?.created_at ? new Date(own.created_at).toISOString() : 'unknown',
    isGuest: 'unknown',
    externalId: String(member.id),
  };
}

type Held = {
  readonly system: string;
  /** The group or project the membership is of. */
  readonly place: string;
  /** Null: the whole of the connected group. */
  readonly scope: string | null;
  readonly isInherited: boolean;
};

export function grantRecord(member: Member, holder: IdentityField, held: Held): RecordOf<'grant'> {
  const { role, rights, surely } = roleOf(member);
  const until = startOf(member.expires_at);
  return {
    system: held.system,
    grant: `${member.id}@${held.place}`.slice(0, 200),
    holder,
    role,
    rights,
    ...(surely.length > 0 ? { surely } : {}),
    path: isTokenBot(member) ? 'token' : held.isInherited ? 'group' : 'direct',
    via: null,
    scope: held.scope === null ? [] : [held.scope.slice(0, 200)],
    origin: 'unknown',
    from: member.created_at ? new Date(member.created_at).toISOString() : 'unknown',
    until: member.expires_at === undefined ? 'unknown' : until,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: member.membership_state === 'awaiting' ? false : member.state === 'active',
  };
}

/** A day as the instant it begins; null where there is none. */
export function startOf(day: string | null | undefined): string | null {
  return day ? `${day}T00:00:00.000Z` : null;
}
