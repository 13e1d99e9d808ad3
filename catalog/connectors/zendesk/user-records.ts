import type { IdentityField, RecordOf } from '@daybook/kit';
import type { CustomRole, Group, Membership, User } from './answer-schemas.ts';
import { roleOf } from './role-rights.ts';

const termLengthMax = 200;

export type Directory = {
  readonly system: string;
  readonly customRoles: ReadonlyMap<number, CustomRole>;
  readonly groups: ReadonlyMap<number, Group>;
  readonly membershipsOf: (user: number) => readonly Membership[];
};

/** One agent or administrator. The second factor Zendesk tells is the one of its own sign-in; null means it does not say. */
export function accountOf(user: User, holder: IdentityField, directory: Directory): RecordOf<'account'> {
  return {
    system: directory.system,
    holder,
    owner: holder,
    accountKind: 'human',
    roles: [roleOf(user, directory.customRoles).role],
    isEnabled: enabledOf(user),
    hasMfa: user.two_factor_auth_enabled ?? 'unknown',
    canSignIn: 'unknown',
    lastSeenAt: user.last_login_at === undefined ? 'unknown' : instantOrNull(user.last_login_at),
    createdAt: user.created_at === undefined ? 'unknown' : instantOrNull(user.created_at),
    isGuest: false,
    externalId: String(user.id),
  };
}

/** The role by which a user acts, and the groups whose tickets they see. A suspended user keeps both without using them. */
export function grantsOf(user: User, holder: IdentityField, directory: Directory): RecordOf<'grant'>[] {
  const { role, rights } = roleOf(user, directory.customRoles);
  const memberships = directory.membershipsOf(user.id);
  const names = memberships.map(({ group_id }) => groupName(group_id, directory));
  const common = {
    system: directory.system,
    holder,
    origin: 'unknown' as const,
    from: 'unknown' as const,
    until: 'unknown' as const,
    requestedBy: 'unknown' as const,
    approvedBy: 'unknown' as const,
    needsApproval: 'unknown' as const,
    isInForce: enabledOf(user),
  };
  return [
    {
      ...common,
      grant: `${user.id}:role:${user.custom_role_id ?? user.role}`,
      role,
      rights,
      path: 'direct',
      via: null,
      scope: user.ticket_restriction === 'groups' ? names : [],
    },
    ...memberships.map((membership) => ({
      ...common,
      grant: `${user.id}:group:${membership.group_id}`,
      role: 'group member',
      rights: [],
      path: 'group' as const,
      via: groupName(membership.group_id, directory),
      scope: [groupName(membership.group_id, directory)],
    })),
  ];
}

function groupName(id: number, { groups }: Directory): string {
  return (groups.get(id)?.name ?? `group ${id}`).slice(0, termLengthMax);
}

function enabledOf({ active, suspended }: User): boolean | 'unknown' {
  if (active === false || suspended === true) return false;
  return active === true && suspended === false ? true : 'unknown';
}

export function instantOrNull(instant: string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
