import type { OwnAccount, OwnCredential, OwnGrant } from '@daybook/kit';
import { isInForce } from '../permissions/held-roles.ts';
import { type Role, weightyRoles } from '../permissions/role.ts';
import type { GrantRow, KeyRow, MemberRow } from './own-rows.store.ts';
import type { Right } from './rights-of-roles.ts';

export function ownAccount(row: MemberRow): OwnAccount {
  const isService = row.userId.startsWith('os:');
  return {
    holder: row.subject,
    isService,
    role: row.role ?? 'former member',
    isEnabled: row.role !== null,
    hasSecondFactor: secondFactorOf(row),
    canSignIn: !isService,
    lastSignInAt: row.lastSignInAt,
    createdAt: row.createdAt,
  };
}

/** Where another house vouches for somebody, its second factor counts as far as it was seen. */
function secondFactorOf(row: MemberRow): boolean | 'unknown' {
  if (row.hasSecondFactor || row.showedSecondFactor) return true;
  return row.isFederated ? 'unknown' : false;
}

export function ownGrant(row: GrantRow, rightsOf: (role: Role) => readonly Right[], now: string): OwnGrant {
  const { id, subject, role, scope, from, until, state, requestedBy, decidedBy, isFounding } = row;
  return {
    id,
    holder: subject,
    role,
    rights: rightsOf(role),
    scope: Object.entries(scope).map(([part, place]) => `${part} ${place}`.slice(0, 200)),
    origin: originOf(row),
    from,
    until,
    requestedBy,
    approvedBy: decidedBy,
    needsApproval: !isFounding && (weightyRoles.includes(role) || 'sensitivity' in scope),
    isInForce: state === 'given' && isInForce({ from, until }, now),
  };
}

function originOf({ isFounding, isFederated, isDirected, kind }: GrantRow): OwnGrant['origin'] {
  if (isDirected) return 'directory';
  if (isFounding) return 'setup';
  return kind === 'own-role' && isFederated ? 'single-sign-on' : 'manual';
}

export function ownCredential(row: KeyRow, now: string): OwnCredential {
  const { id, name, owner, scopes, createdAt, expiresAt, lastUsedAt, endedAt } = row;
  const isActive = endedAt === null && Date.parse(now) < Date.parse(expiresAt);
  return { id, purpose: name, owner, scopes, createdAt, expiresAt, lastUsedAt, isActive };
}
