import { grantOfHolder, type IdentityField, identity, type RecordOf } from '@daybook/kit';
import { roleNameOf } from './account-record.ts';
import type { Holder } from './read-members.ts';
import type { RepositoryAccess } from './read-repository-access.ts';
import type { Installation, Invitation } from './rest-answers.ts';
import { rightsOfMember, rightsOfPermissions, rightsOfRole } from './role-rights.ts';

type Grant = RecordOf<'grant'>;

/** What GitHub never says of a grant. */
const untold = {
  origin: 'unknown',
  from: 'unknown',
  until: null,
  requestedBy: 'unknown',
  approvedBy: 'unknown',
  needsApproval: 'unknown',
  isInForce: true,
} as const;

export function memberGrant(
  holder: Holder,
  who: IdentityField,
  { system, basePermission }: { readonly system: string; readonly basePermission: string | null },
): Grant {
  return {
    ...untold,
    system,
    grant: grantOfHolder('organisation'),
    holder: who,
    role: roleNameOf(holder),
    rights: rightsOfMember(holder.isOwner, basePermission),
    path: holder.isOwner ? 'owner' : 'direct',
    via: null,
    scope: [],
  };
}

/** A role on repositories, held directly or by a team. */
export function repositoryGrant(access: RepositoryAccess, who: IdentityField, system: string): Grant {
  const { team, role, repositories } = access;
  return {
    ...untold,
    system,
    grant: grantOfHolder(`${team === null ? 'direct' : `team ${team.id}`}/${role ?? 'member'}`.slice(0, 150)),
    holder: who,
    role: (role ?? 'member of the team').slice(0, 200),
    rights: role === null ? [] : rightsOfRole(role),
    path: team === null ? 'direct' : 'group',
    via: team === null ? null : team.slug.slice(0, 200),
    scope: repositories.map((name) => name.slice(0, 200)),
  };
}

export function appGrant(installation: Installation, who: IdentityField, system: string): Grant {
  return {
    ...untold,
    system,
    grant: `app/${installation.id}`,
    holder: who,
    role: 'app',
    rights: rightsOfPermissions(installation.permissions),
    path: 'token',
    via: installation.app_slug.slice(0, 200),
    scope: installation.repository_selection === 'all' ? [] : ['selected repositories'],
    from: installation.created_at ? new Date(installation.created_at).toISOString() : 'unknown',
    isInForce: !installation.suspended_at,
  };
}

/** Somebody who was invited and has not come yet. An invitation that names nobody cannot be told. */
export function invitationGrant(
  invitation: Invitation,
  { system, host }: { readonly system: string; readonly host: string },
): Grant | null {
  const { login, email, inviter } = invitation;
  if (!login && !email) return null;
  const isOwner = invitation.role === 'admin';
  return {
    ...untold,
    system,
    grant: `invitation/${invitation.id}`,
    holder: identity({
      ...(email ? { email: email.slice(0, 320) } : {}),
      ...(login ? { login: login.slice(0, 320), system: host } : {}),
    }),
    role: `invited as ${isOwner ? 'owner' : invitation.role}`.slice(0, 200),
    rights: isOwner ? rightsOfMember(true, null) : 'unknown',
    path: 'direct',
    via: null,
    scope: [],
    from: invitation.created_at ? new Date(invitation.created_at).toISOString() : 'unknown',
    requestedBy: inviter ? identity({ login: inviter.login, system: host }) : 'unknown',
    isInForce: false,
  };
}
