import type { IdentityField, RecordOf } from '@daybook/kit';
import type { Member } from './answer-schemas.ts';
import { builtInBot, isApp, rolesOf } from './member-roles.ts';

/** One member as the account of its holder. Slack tells flags of active people alone; what is absent is not known. */
export function accountOf(member: Member, holder: IdentityField, system: string): RecordOf<'account'> {
  const isMachine = isApp(member) || member.id === builtInBot;
  return {
    system,
    holder,
    owner: isMachine ? null : holder,
    accountKind: kindOf(member, isMachine),
    roles: rolesOf(member, true).map(({ role }) => role),
    isEnabled: member.deleted === undefined ? 'unknown' : !member.deleted,
    hasMfa: isMachine ? 'unknown' : (member.has_2fa ?? 'unknown'),
    canSignIn: isMachine ? false : 'unknown',
    lastSeenAt: 'unknown',
    createdAt: 'unknown',
    isGuest: guestOf(member),
    externalId: member.id,
  };
}

export function grantsOf(
  member: Member,
  holder: IdentityField,
  { system, canMembersInstall }: { readonly system: string; readonly canMembersInstall: boolean },
): RecordOf<'grant'>[] {
  return rolesOf(member, canMembersInstall).map(({ role, rights }) => ({
    system,
    grant: `${member.id}:${role}`,
    holder,
    role,
    rights: rights === 'unknown' ? rights : [...rights],
    path: isApp(member) ? 'token' : role === 'primary owner' ? 'owner' : 'direct',
    via: null,
    scope: [],
    origin: 'unknown',
    from: 'unknown',
    until: 'unknown',
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: true,
  }));
}

function kindOf(member: Member, isMachine: boolean): RecordOf<'account'>['accountKind'] {
  if (isMachine) return 'service';
  return member.is_bot === false ? 'human' : 'unknown';
}

function guestOf(member: Member): boolean | 'unknown' {
  const flags = [member.is_restricted, member.is_ultra_restricted, member.is_stranger];
  if (flags.includes(true)) return true;
  return member.is_restricted === false && member.is_ultra_restricted === false ? false : 'unknown';
}
