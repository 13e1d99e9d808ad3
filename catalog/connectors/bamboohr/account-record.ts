import type { IdentityField, RecordOf } from '@daybook/kit';
import type { User } from './answer-schemas.ts';

/** One user of BambooHR itself; what they may do there is not told. */
export function accountOf(user: User, holder: IdentityField, system: string): RecordOf<'account'> {
  const isEmployee = user.employeeId !== undefined && user.employeeId !== null && user.employeeId > 0;
  return {
    system,
    holder,
    owner: null,
    accountKind: isEmployee ? 'human' : 'unknown',
    roles: [],
    isEnabled: user.status === 'enabled',
    hasMfa: 'unknown',
    canSignIn: 'unknown',
    lastSeenAt: user.lastLogin ? instantOf(user.lastLogin) : null,
    createdAt: 'unknown',
    externalId: String(user.id),
  };
}

function instantOf(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? 'unknown' : new Date(ms).toISOString();
}
