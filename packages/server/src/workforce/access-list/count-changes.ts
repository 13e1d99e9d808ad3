import type { StoredCell, StoredPrincipal } from './cells.store.ts';
import type { SystemChange, Tally } from './counts.store.ts';
import { principalName } from './standing-of.ts';

export type CellChange = { readonly before: StoredCell | undefined; readonly after: StoredCell };

/** What the heads of the columns count, after these cells changed. */
export function systemChanges(changes: readonly CellChange[]): readonly SystemChange[] {
  const groups = Map.groupBy(changes, ({ after }) => after.system);
  return [...groups].map(([system, group]) => ({
    system,
    lists: [...new Set(group.flatMap(({ after }) => after.lists))].toSorted(),
    holders: differenceOf(group, () => 1),
    disabled: differenceOf(group, (cell) => (cell.canAct ? 0 : 1)),
    yes: placesOf(group, 'y'),
    unknown: placesOf(group, 'u'),
  }));
}

/** Whether it counts for how many people a system has, or who of them may administer it. */
export function changesSpread({ before, after }: CellChange): boolean {
  return spreadOf(before) !== spreadOf(after);
}

function spreadOf(cell: StoredCell | undefined): string {
  if (cell === undefined || cell.isGone) return '';
  const { principalKind, principalId, accountKind, isEnabled, rights, grants } = cell;
  return JSON.stringify([principalKind, principalId, accountKind, isEnabled, rights[0], grants > 0]);
}

const rightPlaces = [0, 1, 2, 3] as const;

function placesOf(group: readonly CellChange[], letter: string): readonly number[] {
  return rightPlaces.map((place) =>
    differenceOf(group, (cell) => (cell.canAct && cell.rights[place] === letter ? 1 : 0)),
  );
}

function differenceOf(group: readonly CellChange[], count: (cell: StoredCell) => number): number {
  const counted = (cell: StoredCell | undefined) => (cell === undefined || cell.isGone ? 0 : count(cell));
  return group.reduce((sum, { before, after }) => sum + counted(after) - counted(before), 0);
}

/** What the totals count, after principals came, went, or changed their state. */
export function tallyChanges(
  before: readonly StoredPrincipal[],
  after: readonly StoredPrincipal[],
): readonly Tally[] {
  const counts = new Map<string, { readonly of: StoredPrincipal; principals: number }>();
  const add = (of: StoredPrincipal, one: number) => {
    const name = `${of.kind}\n${of.state}`;
    const counted = counts.get(name);
    if (counted === undefined) counts.set(name, { of, principals: one });
    else counted.principals += one;
  };
  const unchanged = new Set(before.map(standingName));
  const still = new Set(after.map(standingName).filter((name) => unchanged.has(name)));
  for (const one of before) if (!still.has(standingName(one))) add(one, -1);
  for (const one of after) if (!still.has(standingName(one))) add(one, 1);
  return [...counts.values()].map(({ of: { kind, state }, principals }) => ({ kind, state, principals }));
}

function standingName(one: StoredPrincipal): string {
  return `${principalName(one)}\n${one.state}`;
}
