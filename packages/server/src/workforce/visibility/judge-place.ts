import type { FactOf } from '@daybook/kit';
import type { DataPlace } from './data-class.ts';

/** Whether somebody can see data; `unknown` is never taken as no. */
export type Sees = 'yes' | 'no' | 'unknown';

/** What one holder has on one system. */
export type HeldAccess = {
  /** Null where only grants tell of the holder. */
  readonly account: Pick<FactOf<'account'>, 'isEnabled' | 'roles'> | null;
  readonly grants: readonly Pick<
    FactOf<'grant'>,
    'role' | 'rights' | 'surely' | 'scope' | 'path' | 'isInForce'
  >[];
};

/** One system as far as its lists tell. */
export type SystemSeen = {
  /** Its lists of accounts and of grants are both there and whole, and nothing in them was erased. */
  readonly isWhole: boolean;
  /** Why not, in plain sentences. */
  readonly reasons: readonly string[];
  readonly holders: ReadonlyMap<string, HeldAccess>;
  /** Places within it and roles on it that some access names, in small letters. */
  readonly places: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
};

/** What the lists of a system tell, with the names that occur in them. */
export function systemSeen(told: Omit<SystemSeen, 'places' | 'roles'>): SystemSeen {
  const holders = [...told.holders.values()];
  const grants = holders.flatMap((held) => held.grants);
  const roles = [
    ...grants.map(({ role }) => role),
    ...holders.flatMap(({ account }) => account?.roles ?? []),
  ];
  const places = grants.flatMap(({ scope }) => scope);
  return { ...told, places: small(places), roles: small(roles) };
}

function small(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

export type Sight = {
  readonly sees: Sees;
  /** The role by which it is seen; null where an account alone is enough, or nothing is seen. */
  readonly by: string | null;
};

type Grant = HeldAccess['grants'][number];

/** Whether a holder sees what is kept at a place. Null of a system: no list of it was ever read. */
export function sightAt(place: DataPlace, system: SystemSeen | null, held: HeldAccess | undefined): Sight {
  if (system === null) return { sees: 'unknown', by: null };
  const found = held === undefined ? none : sightOf(place, held);
  if (found.sees !== 'no') return found;
  const isTold = system.isWhole && placeProblem(place, system) === null;
  return isTold ? none : { sees: 'unknown', by: null };
}

/** A place or role no grant of the system names may be misspelt or not told: then nobody is known not to see it. */
export function placeProblem({ within, through }: DataPlace, system: SystemSeen): 'place' | 'role' | null {
  if (within !== null && !system.places.has(within.toLowerCase())) return 'place';
  const isKnown = through.length === 0 || through.some((role) => system.roles.has(role.toLowerCase()));
  return isKnown ? null : 'role';
}

const none: Sight = { sees: 'no', by: null };

function sightOf(place: DataPlace, { account, grants }: HeldAccess): Sight {
  // A token outlives the account it was made with; everything else is switched off with it.
  const isOff = account?.isEnabled === false;
  const ways = grants.filter(({ isInForce, path }) => isInForce !== false && (!isOff || path === 'token'));
  const sights = ways.map((grant) => sightBy(place, grant));
  if (account !== null && !isOff) sights.push(sightByAccount(place, account));
  return sights.find(({ sees }) => sees === 'yes') ?? sights.find(({ sees }) => sees === 'unknown') ?? none;
}

function sightBy(place: DataPlace, grant: Grant): Sight {
  const { role, scope } = grant;
  const reaches = place.within === null || scope.length === 0 || names(scope, place.within);
  if (!reaches) return none;
  const isHeld = grant.isInForce === 'unknown' ? 'unknown' : 'yes';
  if (place.through.length === 0 || names(place.through, role) || administers(grant)) {
    return { sees: isHeld, by: role };
  }
  // A role the source does not explain may well administer.
  return grant.rights === 'unknown' ? { sees: 'unknown', by: role } : none;
}

/** Whoever administers gives themselves every other role. */
function administers({ rights, surely = [] }: Grant): boolean {
  return (rights === 'unknown' ? surely : rights).includes('administer');
}

/** Of places within a system accounts alone tell nothing: grants say who is limited to what. */
function sightByAccount(place: DataPlace, { isEnabled, roles }: NonNullable<HeldAccess['account']>): Sight {
  if (place.within !== null) return none;
  const by = roles.find((role) => names(place.through, role)) ?? null;
  if (place.through.length > 0 && by === null) return none;
  return { sees: isEnabled === true ? 'yes' : 'unknown', by };
}

function names(among: readonly string[], wanted: string | null): boolean {
  return wanted !== null && among.some((one) => one.toLowerCase() === wanted.toLowerCase());
}
