import { freeText, type RecordOf } from '@daybook/kit';
import type { Token } from './answer-schemas.ts';
import { startOf } from './member-records.ts';
import type { Place } from './read-places.ts';

/** Access tokens of groups and projects. They act as a user of their own; GitLab does not say who made them. */
export function tokenRecords(places: readonly Place[], system: string): RecordOf<'credential'>[] {
  return places.flatMap(({ kind, path, tokens }) =>
    tokens.items.map((token) => tokenRecord(token, `${kind} ${path}`, system)),
  );
}

function tokenRecord(token: Token, place: string, system: string): RecordOf<'credential'> {
  const used = token.last_used_at;
  return {
    system,
    credential: `${token.id}@${place}`.slice(0, 200),
    purpose: freeText(token.name.slice(0, 8_000)),
    owner: null,
    scopes: token.scopes.map((scope) => scope.slice(0, 200)),
    createdAt: token.created_at ? new Date(token.created_at).toISOString() : 'unknown',
    expiresAt: token.expires_at === undefined ? 'unknown' : startOf(token.expires_at),
    lastUsedAt: used === undefined ? 'unknown' : used === null ? null : new Date(used).toISOString(),
    isActive: token.active && !token.revoked,
  };
}
