import { freeText, type IdentityField, type RecordOf } from '@daybook/kit';
import type { Token } from './answer-schemas.ts';

/** An app somebody let into their account. Google says neither since when nor when it was used. */
export function tokenRecord(
  token: Token,
  userId: string,
  holder: IdentityField,
  system: string,
): RecordOf<'credential'> {
  return {
    system,
    credential: `${userId}/${token.clientId}`.slice(0, 200),
    purpose: token.displayText ? freeText(token.displayText.slice(0, 8_000)) : null,
    owner: holder,
    scopes: (token.scopes ?? []).filter((scope) => scope !== '').map((scope) => scope.slice(0, 200)),
    createdAt: 'unknown',
    expiresAt: 'unknown',
    lastUsedAt: 'unknown',
    isActive: true,
  };
}
