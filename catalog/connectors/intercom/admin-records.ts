import type { IdentityField, RecordOf } from '@daybook/kit';
import type { Activity, Admin, Team } from './answer-schemas.ts';

const termLengthMax = 200;

/** Fin, Intercom's own bot, comes as an admin with an address of Intercom. */
export function isOwnBot({ email }: Admin): boolean {
  return /^operator\+[\w-]{1,60}@intercom\./i.test(email ?? '');
}

export type Workspace = {
  readonly system: string;
  readonly teams: readonly Team[];
  /** Last sign-in by admin, where the activity log has one. */
  readonly lastSignIns: ReadonlyMap<string, string>;
};

/** One teammate. Intercom tells neither a second factor nor whether the account is suspended. */
export function accountOf(
  admin: Admin,
  holder: IdentityField,
  { system, lastSignIns }: Workspace,
): RecordOf<'account'> {
  const isBot = isOwnBot(admin);
  return {
    system,
    holder,
    owner: isBot ? null : holder,
    accountKind: isBot ? 'service' : 'human',
    roles: [roleOf(admin), ...(admin.has_inbox_seat === true ? ['inbox seat'] : [])],
    isEnabled: 'unknown',
    hasMfa: 'unknown',
    canSignIn: isBot ? false : 'unknown',
    lastSeenAt: lastSignIns.get(admin.id) ?? 'unknown',
    createdAt: 'unknown',
    externalId: admin.id,
  };
}

/**
 * What a teammate may do is set by permissions the API does not tell, so that it is unknown; an inbox seat surely lets them
 * answer customers as the brand. Teams give no right of their own.
 */
export function grantsOf(
  admin: Admin,
  holder: IdentityField,
  { system, teams }: Workspace,
): RecordOf<'grant'>[] {
  const common = {
    system,
    holder,
    origin: 'unknown' as const,
    from: 'unknown' as const,
    until: 'unknown' as const,
    requestedBy: 'unknown' as const,
    approvedBy: 'unknown' as const,
    needsApproval: 'unknown' as const,
    isInForce: 'unknown' as const,
  };
  const own: RecordOf<'grant'> = {
    ...common,
    grant: `${admin.id}:teammate`,
    role: roleOf(admin),
    rights: 'unknown',
    ...(admin.has_inbox_seat === true ? { surely: ['publish'] } : {}),
    path: 'direct',
    via: null,
    scope: [],
  };
  const memberships = teams.filter(({ admin_ids }) => admin_ids.includes(admin.id));
  return [
    own,
    ...memberships.map((team): RecordOf<'grant'> => {
      const name = team.name.slice(0, termLengthMax) || `team ${team.id}`;
      return {
        ...common,
        grant: `${admin.id}:team:${team.id}`,
        role: 'team member',
        rights: [],
        path: 'group',
        via: name,
        scope: [name],
      };
    }),
  ];
}

/** The newest sign-in of each admin that the log holds. */
export function lastSignInsOf(activities: readonly Activity[]): ReadonlyMap<string, string> {
  const newest = new Map<string, number>();
  for (const { activity_type, performed_by, created_at } of activities) {
    const id = performed_by?.id;
    if (activity_type !== 'admin_login_success' || id === undefined || created_at === undefined) continue;
    newest.set(id, Math.max(created_at, newest.get(id) ?? 0));
  }
  return new Map([...newest].map(([id, seconds]) => [id, new Date(seconds * 1_000).toISOString()]));
}

function roleOf({ role }: Admin): string {
  return role?.slice(0, termLengthMax) || 'teammate';
}
