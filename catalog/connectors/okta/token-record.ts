import { freeText, type RecordOf, type Roster } from '@daybook/kit';
import { utcOrNull } from './account-record.ts';
import type { Token, User } from './answer-schemas.ts';

/** A token may do what its maker may; Okta does not say when it was used last, only that use keeps it alive. */
export function tokenRecord(token: Token, system: string, roster: Roster<User>): RecordOf<'credential'> {
  return {
    system,
    credential: token.id,
    purpose: freeText(token.name.slice(0, 8_000)),
    owner: roster.find(token.userId ?? ''),
    scopes: ['as its maker'],
    createdAt: utcOrNull(token.created) ?? 'unknown',
    expiresAt: token.expiresAt === undefined ? 'unknown' : utcOrNull(token.expiresAt),
    lastUsedAt: 'unknown',
    isActive: true,
  };
}
