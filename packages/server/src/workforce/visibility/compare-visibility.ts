import type { DataClass } from './data-class.ts';
import { placeProblem, type Sees, type SystemSeen, sightAt } from './judge-place.ts';

export type Viewer = {
  readonly kind: 'person' | 'agency' | 'bot' | 'unknown';
  /** `sub_…`, or `agy_…` of an agency. */
  readonly id: string;
  /** The role of a person by the list of people; null where nobody tells, or it is no person. */
  readonly role: string | null;
  readonly accounts: readonly { readonly system: string; readonly holder: string }[];
};

export type Sighting = {
  readonly dataClass: string;
  readonly sees: Sees;
  /** Their role was said to need it. */
  readonly needs: boolean;
  /** Where it is seen or may be, and by which role there. */
  readonly where: readonly {
    readonly system: string;
    readonly within: string | null;
    readonly by: string | null;
    readonly sees: Sees;
  }[];
};

export type ViewerRow = Omit<Viewer, 'accounts'> & {
  readonly sightings: readonly Sighting[];
  /** Classes they can see and need not. */
  readonly beyond: number;
  /** Classes they need not, of which nobody can tell whether they see them. */
  readonly open: number;
};

/** Everybody who sees any of it or may, most of what they need not first; equal ones in the order of their ids. */
export function compareVisibility(
  classes: readonly DataClass[],
  viewers: readonly Viewer[],
  systems: ReadonlyMap<string, SystemSeen>,
): readonly ViewerRow[] {
  return viewers
    .map((viewer) => rowOf(viewer, classes, systems))
    .filter(({ sightings }) => sightings.some(({ sees }) => sees !== 'no'))
    .toSorted((a, b) => b.beyond - a.beyond || b.open - a.open || (a.id < b.id ? -1 : Number(a.id > b.id)));
}

function rowOf(
  { accounts, ...viewer }: Viewer,
  classes: readonly DataClass[],
  systems: ReadonlyMap<string, SystemSeen>,
): ViewerRow {
  const sightings = classes.map((one) => sightingOf(one, { ...viewer, accounts }, systems));
  const count = (wanted: Sees) => sightings.filter(({ sees, needs }) => sees === wanted && !needs).length;
  return { ...viewer, sightings, beyond: count('yes'), open: count('unknown') };
}

function sightingOf(
  { id, places, needs }: DataClass,
  { role, accounts }: Viewer,
  systems: ReadonlyMap<string, SystemSeen>,
): Sighting {
  const where = places.flatMap((place) => {
    const system = systems.get(place.system) ?? null;
    const own = accounts.filter((account) => account.system === place.system);
    const held = own.length === 0 ? [undefined] : own.map(({ holder }) => system?.holders.get(holder));
    const sights = held.map((one) => sightAt(place, system, one));
    const { system: name, within } = place;
    return sights.flatMap(({ sees, by }) => (sees === 'no' ? [] : [{ system: name, within, by, sees }]));
  });
  // Where nobody said where it is kept, nobody can tell who sees it.
  const nowhere = places.length === 0 ? 'unknown' : 'no';
  const sees = where.some((one) => one.sees === 'yes') ? 'yes' : where.length > 0 ? 'unknown' : nowhere;
  const isNeeded = role !== null && needs.some((one) => one.toLowerCase() === role.toLowerCase());
  return { dataClass: id, sees, needs: isNeeded, where: where.filter((one) => one.sees === sees) };
}

export type ClassGap = {
  readonly system: string | null;
  readonly within: string | null;
  readonly why: 'no-place' | 'no-list' | 'not-whole' | 'place-not-named' | 'role-not-named';
  readonly reasons: readonly string[];
};

/** Why of a class nobody is known not to see it. */
export function gapsOf({ places }: DataClass, systems: ReadonlyMap<string, SystemSeen>): readonly ClassGap[] {
  if (places.length === 0) return [{ system: null, within: null, why: 'no-place', reasons: [] }];
  return places.flatMap((place): readonly ClassGap[] => {
    const { system, within } = place;
    const seen = systems.get(system);
    if (seen === undefined) return [{ system, within, why: 'no-list', reasons: [] }];
    if (!seen.isWhole) return [{ system, within, why: 'not-whole', reasons: seen.reasons }];
    const problem = placeProblem(place, seen);
    return problem === null ? [] : [{ system, within, why: `${problem}-not-named`, reasons: [] }];
  });
}
