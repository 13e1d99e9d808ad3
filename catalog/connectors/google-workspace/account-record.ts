import type { IdentityField, RecordOf } from '@daybook/kit';
import type { User } from './answer-schemas.ts';

/** What Google answers for a user who never signed in. */
const neverMs = 0;

export function accountRecord(user: User, holder: IdentityField, system: string): RecordOf<'account'> {
  return {
    system,
    holder,
    owner: null,
    accountKind: 'human',
    roles: [
      ...(user.isAdmin ? ['super administrator'] : []),
      ...(user.isDelegatedAdmin ? ['delegated administrator'] : []),
    ],
    isEnabled: !user.suspended && user.archived !== true,
    hasMfa: user.isEnrolledIn2Sv ?? 'unknown',
    canSignIn: true,
    lastSeenAt: user.lastLoginTime ? seenAt(user.lastLoginTime) : 'unknown',
    createdAt: user.creationTime ? new Date(user.creationTime).toISOString() : 'unknown',
    isGuest: user.isGuestUser ?? 'unknown',
    externalId: user.id,
  };
}

function seenAt(instant: string): string | null {
  const at = new Date(instant);
  return at.getTime() === neverMs ? null : at.toISOString();
}
