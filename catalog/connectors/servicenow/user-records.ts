import type { IdentityField, RecordOf } from '@daybook/kit';
import type { Group, HeldRole, Role, User } from './answer-schemas.ts';
import { rightsOfRole } from './role-rights.ts';

const termLengthMax = 200;

type Truth = boolean | 'unknown';

/** One user. An instance tells a second factor only where it is demanded of the user; elsewhere a rule may demand it. */
export function accountOf(
  user: User,
  holder: IdentityField,
  { system, roles }: { readonly system: string; readonly roles: readonly string[] },
): RecordOf<'account'> {
  const isProgram =
    truthOf(user.web_service_access_only) === true || truthOf(user.internal_integration_user) === true;
  return {
    system,
    holder,
    owner: null,
    accountKind: isProgram ? 'service' : 'unknown',
    roles: [...roles],
    isEnabled: enabledOf(user),
    hasMfa: truthOf(user.enable_multifactor_authn) === true ? true : 'unknown',
    canSignIn: isProgram ? false : 'unknown',
    lastSeenAt: instantOf(user.last_login_time) ?? 'unknown',
    createdAt: instantOf(user.sys_created_on) ?? 'unknown',
    externalId: user.sys_id,
  };
}

/** A locked account cannot be entered, although it is active. */
function enabledOf({ active, locked_out }: User): Truth {
  const isActive = truthOf(active);
  const isLocked = truthOf(locked_out);
  if (isActive === false || isLocked === true) return false;
  return isActive === 'unknown' || isLocked === 'unknown' ? 'unknown' : true;
}

export type Held = {
  readonly system: string;
  readonly holder: IdentityField;
  readonly role: Role | undefined;
  /** The group that gives it, where one does. */
  readonly group: Group | undefined;
};

/** One role of one user. */
export function grantOf(held: HeldRole, { system, holder, role, group }: Held): RecordOf<'grant'> {
  const name = role?.name.slice(0, termLengthMax) ?? `role ${held.role}`;
  return {
    system,
    grant: held.sys_id,
    holder,
    role: name,
    rights: role === undefined ? 'unknown' : rightsOfRole(role.name),
    path: wayOf(held),
    via: group?.name.slice(0, termLengthMax) || null,
    scope: [],
    origin: 'unknown',
    from: 'unknown',
    until: 'unknown',
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce:
      held.state === 'active' ? true : held.state === undefined || held.state === '' ? 'unknown' : false,
  };
}

/** What is inherited without a group comes with a role that contains it, which is not told. */
function wayOf({ granted_by, inherited }: HeldRole): 'direct' | 'group' | 'unknown' {
  if (granted_by !== undefined && granted_by !== '') return 'group';
  return truthOf(inherited) === false ? 'direct' : 'unknown';
}

function truthOf(text: string | undefined): Truth {
  return text === 'true' ? true : text === 'false' ? false : 'unknown';
}

/** `YYYY-MM-DD HH:MM:SS`, in UTC as the database holds it. */
function instantOf(text: string | undefined): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text ?? '');
  if (parts === null) return null;
  const ms = Date.parse(`${parts[1]}T${parts[2]}Z`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
