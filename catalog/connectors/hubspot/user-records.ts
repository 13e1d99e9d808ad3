import type { IdentityField, RecordOf } from '@daybook/kit';
import type { User } from './answer-schemas.ts';

const termLengthMax = 200;

export type Place = {
  readonly system: string;
  readonly roles: ReadonlyMap<string, string>;
  readonly teams: ReadonlyMap<string, string>;
  /** Users who are archived as owners: deactivated, although they are still listed. */
  readonly deactivated: ReadonlySet<string>;
  /** Newest sign-in of the last 90 days by user; null where the log could not be read. */
  readonly logins: ReadonlyMap<string, string> | null;
};

/** One user. HubSpot tells neither a second factor nor a status, but keeps a deactivated user as an archived owner. */
export function accountOf(user: User, holder: IdentityField, place: Place): RecordOf<'account'> {
  const isDeactivated = place.deactivated.has(user.id);
  return {
    system: place.system,
    holder,
    owner: null,
    accountKind: 'unknown',
    roles: [
      ...(user.superAdmin === true ? ['super admin'] : []),
      ...user.roleIds.map((id) => nameIn(place.roles, id, 'role')),
    ],
    isEnabled: isDeactivated ? false : 'unknown',
    hasMfa: 'unknown',
    canSignIn: 'unknown',
    lastSeenAt: place.logins?.get(user.id) ?? 'unknown',
    createdAt: 'unknown',
    externalId: user.id,
  };
}

/**
 * What a user may do. Super admins may do all. A role is a set of permissions the API names and does not explain; a user
 * without a role has permissions of their own, which are not told either. Teams give no right.
 */
export function grantsOf(user: User, holder: IdentityField, place: Place): RecordOf<'grant'>[] {
  const common = { ...untold, system: place.system, holder };
  const given: RecordOf<'grant'>[] = user.roleIds.map((id) => ({
    ...common,
    grant: `${user.id}:role:${id}`,
    role: nameIn(place.roles, id, 'role'),
    rights: 'unknown',
    path: 'direct',
    via: null,
    scope: [],
  }));
  if (user.superAdmin === true) {
    given.unshift({
      ...common,
      grant: `${user.id}:super-admin`,
      role: 'super admin',
      rights: ['administer', 'export', 'connect', 'publish'],
      path: 'direct',
      via: null,
      scope: [],
    });
  }
  if (given.length === 0) {
    given.push({
      ...common,
      grant: `${user.id}:user`,
      role: 'user',
      rights: 'unknown',
      path: 'direct',
      via: null,
      scope: [],
    });
  }
  const teams = [user.primaryTeamId, ...(user.secondaryTeamIds ?? [])].filter((id) => id != null);
  const memberships = teams.map((id): RecordOf<'grant'> => {
    const name = nameIn(place.teams, id, 'team');
    return {
      ...common,
      grant: `${user.id}:team:${id}`,
      role: 'team member',
      rights: [],
      path: 'group',
      via: name,
      scope: [name],
    };
  });
  return [...given, ...memberships];
}

function nameIn(names: ReadonlyMap<string, string>, id: string, what: string): string {
  return (names.get(id) ?? `${what} ${id}`).slice(0, termLengthMax);
}

const untold = {
  origin: 'unknown',
  from: 'unknown',
  until: 'unknown',
  requestedBy: 'unknown',
  approvedBy: 'unknown',
  needsApproval: 'unknown',
  isInForce: 'unknown',
} as const;
