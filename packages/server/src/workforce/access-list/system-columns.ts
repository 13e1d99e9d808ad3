import { dangerousRights } from '@daybook/kit';
import { listPopulations, type PopulationStatus } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { readSystemCounts, type SystemCounts } from './counts.store.ts';
import { type RegisteredName, readRegisteredNames } from './registered-names.store.ts';
import { type AccessServices, type ListSource, readSources } from './source-of.ts';
import { systemOfList } from './systems-told.ts';

/** One system as a column: how many may do what there, and what the list of it is worth. */
export type SystemColumn = {
  readonly system: string;
  readonly name: string;
  /** `none`: no list of its accounts was ever had, so nothing can be said of who has access. */
  readonly list: 'whole' | 'partial' | 'none';
  /** Whether its grants may be called whole; without it nobody is known to lack a right. */
  readonly isGrantListWhole: boolean;
  readonly reasons: readonly string[];
  /** The oldest of its lists' last whole readings; null where one never was whole. */
  readonly lastCompleteAt: string | null;
  readonly lastPullAt: string | null;
  readonly staleAt: string | null;
  readonly source: ListSource | null;
  readonly position: number | null;
  readonly holders: number;
  readonly disabled: number;
  readonly rights: Readonly<Record<(typeof dangerousRights)[number], { yes: number; unknown: number }>>;
};

const accessKinds: readonly string[] = ['account', 'grant', 'credential'];

/** Every system that facts, lists or people tell of, in order of their names. */
export async function readSystemColumns(tx: Tx, services: AccessServices): Promise<readonly SystemColumn[]> {
  const counts = await readSystemCounts(tx);
  const names = await readRegisteredNames(tx);
  const lists = (await listPopulations(tx, services)).filter(({ kind }) => accessKinds.includes(kind));
  const sourceOf = await readSources(tx, services);
  const groups = new Map<string, PopulationStatus[]>();
  for (const list of lists) {
    for (const system of systemOfList(counts, `${list.kind} ${list.scope}`, list.scope)) {
      groups.set(system, [...(groups.get(system) ?? []), list]);
    }
  }
  const counted = new Map(counts.map((one) => [one.system, one]));
  const systems = new Set([...counted.keys(), ...groups.keys(), ...names.keys()]);
  return [...systems]
    .map((system) => {
      const told = groups.get(system) ?? [];
      const connections = told.flatMap((list) => list.connections);
      const source = told.length === 0 ? null : sourceOf(connections, system);
      return columnOf(system, { counts: counted.get(system), name: names.get(system), lists: told, source });
    })
    .toSorted((one, other) => compare(one.name, other.name) || compare(one.system, other.system));
}

type Known = {
  readonly counts: SystemCounts | undefined;
  readonly name: RegisteredName | undefined;
  readonly lists: readonly PopulationStatus[];
  readonly source: ListSource | null;
};

function columnOf(system: string, { counts, name, lists, source }: Known): SystemColumn {
  const holding = lists.filter(({ kind }) => kind !== 'credential');
  const grants = lists.filter(({ kind }) => kind === 'grant');
  const isWhole = holding.length > 0 && lists.every(({ isComplete }) => isComplete);
  const wasEverHad = holding.some((list) => list.items > 0 || list.lastCompleteAt !== null);
  return {
    system,
    name: name?.name ?? system,
    list: !wasEverHad && (counts?.holders ?? 0) === 0 ? 'none' : isWhole ? 'whole' : 'partial',
    isGrantListWhole: grants.length > 0 && grants.every(({ isComplete }) => isComplete),
    reasons: holding.length === 0 ? [noListReason] : [...new Set(lists.flatMap(({ reasons }) => reasons))],
    lastCompleteAt: holding.length === 0 ? null : oldest(holding.map((list) => list.lastCompleteAt)),
    lastPullAt:
      lists
        .map(({ lastPullAt }) => lastPullAt)
        .toSorted()
        .at(-1) ?? null,
    staleAt: isWhole ? oldest(lists.map(({ staleAt }) => staleAt)) : null,
    source,
    position: lists.length === 0 ? null : Math.max(...lists.map(({ position }) => position)),
    holders: counts?.holders ?? 0,
    disabled: counts?.disabled ?? 0,
    rights: rightCounts(counts),
  };
}

const noListReason =
  'nobody has told Daybook yet who has access to it: no list was read, imported or attested';

function rightCounts(counts: SystemCounts | undefined): SystemColumn['rights'] {
  const [administer, exporting, connect, publish] = dangerousRights.map((_, place) => ({
    yes: counts?.yes[place] ?? 0,
    unknown: counts?.unknown[place] ?? 0,
  }));
  const none = { yes: 0, unknown: 0 };
  return {
    administer: administer ?? none,
    export: exporting ?? none,
    connect: connect ?? none,
    publish: publish ?? none,
  };
}

function oldest(instants: readonly (string | null)[]): string | null {
  return instants.includes(null) ? null : (instants.toSorted()[0] ?? null);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
