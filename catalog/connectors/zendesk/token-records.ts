import { freeText, type RecordOf, type Roster } from '@daybook/kit';
import type { ApiToken, OauthToken, User } from './answer-schemas.ts';
import { instantOrNull } from './user-records.ts';

const scopesMax = 200;

/** OAuth tokens act as the user they were given to. */
export function credentialOfOauthToken(
  token: OauthToken,
  { roster, system, now }: { readonly roster: Roster<User>; readonly system: string; readonly now: string },
): RecordOf<'credential'> {
  const expiresAt = token.expires_at === undefined ? 'unknown' : instantOrNull(token.expires_at);
  return {
    system,
    credential: `oauth/${token.id}`,
    purpose:
      token.client_id === undefined || token.client_id === null
        ? null
        : freeText(`OAuth client ${token.client_id}`),
    owner: roster.find(String(token.user_id)),
    scopes: (token.scopes ?? []).slice(0, scopesMax).map((scope) => scope.slice(0, 200)),
    createdAt: token.created_at === undefined ? 'unknown' : (instantOrNull(token.created_at) ?? 'unknown'),
    expiresAt,
    lastUsedAt: token.used_at === undefined ? 'unknown' : instantOrNull(token.used_at),
    isActive: expiresAt === 'unknown' ? 'unknown' : expiresAt === null || expiresAt > now,
  };
}

/** API tokens are nobody's: whoever knows one acts as any agent, so they may do everything (`*`). */
export function credentialOfApiToken(token: ApiToken, system: string): RecordOf<'credential'> {
  return {
    system,
    credential: `api/${token.id}`,
    purpose: token.description ? freeText(token.description.slice(0, 8_000)) : null,
    owner: null,
    scopes: ['*'],
    createdAt: token.created_at === undefined ? 'unknown' : (instantOrNull(token.created_at) ?? 'unknown'),
    expiresAt: null,
    lastUsedAt: token.last_used_at === undefined ? 'unknown' : instantOrNull(token.last_used_at),
    isActive: token.active ?? 'unknown',
  };
}
