import type { AccountLink } from '../linking/account-link.ts';
import type { PrincipalKind, PrincipalState } from './danger-of.ts';
import { tokenPrefix } from './told-part.ts';

export type Principal = { readonly kind: PrincipalKind; readonly id: string };

export type Standing = Principal & {
  readonly state: PrincipalState;
  /** The last day of the person or the engagement, `YYYY-MM-DD`. */
  readonly endsOn: string | null;
};

/** The name of a principal in maps. */
export function principalName({ kind, id }: Principal): string {
  return `${kind}\n${id}`;
}

type Known = {
  /** Whose account it is; undefined where no list names the account. */
  readonly link: AccountLink | undefined;
  /** Whether some list of people names this pseudonym now. */
  readonly isOnList: (subject: string) => boolean;
  /** `YYYY-MM-DD` */
  readonly today: string;
};

/** Who stands behind a holder, and whether they should still be there. The last day itself still counts. */
export function standingOf(holder: string, { link, isOnList, today }: Known): Standing {
  // Whose it is can only be guessed: until somebody says so, nobody known stands behind it.
  if (link?.confidence === 'possible') return { kind: 'unknown', id: holder, state: 'unknown', endsOn: null };
  if (link?.belongsTo === 'person' && link.person !== null) {
    return {
      kind: 'person',
      id: link.person,
      endsOn: link.endsOn,
      state: stateOf(link, 'left', { isOnList, today }),
    };
  }
  if (link?.belongsTo === 'agency' && link.agency !== null) {
    return {
      kind: 'agency',
      id: link.agency,
      endsOn: link.endsOn,
      state: stateOf(link, 'ended', { isOnList, today }),
    };
  }
  if (link?.belongsTo === 'bot') return { kind: 'bot', id: holder, state: 'active', endsOn: null };
  if (link === undefined && !holder.startsWith(tokenPrefix) && isOnList(holder)) {
    return { kind: 'person', id: holder, state: 'active', endsOn: null };
  }
  return { kind: 'unknown', id: holder, state: 'unknown', endsOn: null };
}

function stateOf(
  link: AccountLink,
  former: 'left' | 'ended',
  { isOnList, today }: Pick<Known, 'isOnList' | 'today'>,
): PrincipalState {
  if (link.isActive === false) return former;
  if (link.endsOn !== null && link.endsOn < today) return former;
  if (link.isActive === true || link.startsOn !== null || link.endsOn !== null) return 'active';
  if (former === 'ended') return 'active';
  return link.person !== null && isOnList(link.person) ? 'active' : 'unknown';
}
