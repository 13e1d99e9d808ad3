import { type IdentityField, identity } from '@daybook/kit';
import type { Actor } from './answer-schemas.ts';

/** The login GitHub itself shows for accounts that were deleted. */
const deletedAccount = 'ghost';

export function actorIdentity(actor: Actor | null | undefined, host: string): IdentityField | null {
  if (actor?.login === undefined || actor.login === '') return null;
  const { name } = actor;
  return identity({ login: actor.login, system: host, ...(name ? { name: name.slice(0, 320) } : {}) });
}

/** Reviews always have someone who gave them; where the account is gone it is the one GitHub shows instead. */
export function reviewerIdentity(actor: Actor | null | undefined, host: string): IdentityField {
  return actorIdentity(actor, host) ?? identity({ login: deletedAccount, system: host });
}

/** GraphQL tells bots by type, REST by the ending of the login; where neither speaks it is not known. */
export function isBotActor(actor: Actor | null | undefined): boolean | 'unknown' {
  if (actor?.login?.endsWith('[bot]') === true) return true;
  if (actor?.__typename === undefined) return 'unknown';
  return actor.__typename === 'Bot';
}
