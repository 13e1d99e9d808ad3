import type { FactKind, FactOf } from '@daybook/kit';
import { type PopulationStatus, readItems, type StoredItem } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';

type OfSystem = 'account' | 'grant' | 'credential';

export type SystemItems<K extends FactKind> = {
  readonly items: readonly StoredItem<K>[];
  /** The lists they come from. */
  readonly populations: readonly PopulationStatus[];
};

/** Lists that may hold items of a system: its own, and those that are not named after another one. */
export function listsOfSystem(
  system: string,
  populations: readonly PopulationStatus[],
  systems: ReadonlySet<string>,
): readonly PopulationStatus[] {
  return populations.filter(({ scope }) => scope === system || !systems.has(scope));
}

const pageSize = 1_000;

/**
 * Every item of one kind that a system has, whichever list tells of it, with the lists. A list is the system's when it is named
 * after it, or holds items of it.
 */
export async function systemItems<K extends FactKind & OfSystem>(
  tx: Tx,
  kind: K,
  system: string,
  populations: readonly PopulationStatus[],
): Promise<SystemItems<K>> {
  const items: StoredItem<K>[] = [];
  const own: PopulationStatus[] = [];
  for (const population of populations.filter((one) => one.kind === kind)) {
    const found = await itemsIn(tx, kind, population.scope, system);
    items.push(...found);
    if (found.length > 0 || population.scope === system) own.push(population);
  }
  return { items, populations: own };
}

/** Keys begin with their system, so the rest of a list that several systems share is never read. */
async function itemsIn<K extends FactKind & OfSystem>(
  tx: Tx,
  kind: K,
  scope: string,
  system: string,
): Promise<readonly StoredItem<K>[]> {
  const found: StoredItem<K>[] = [];
  const beginning = `${system}/`;
  for (let after = beginning; ; ) {
    const page = await readItems(tx, { kind, scope, after: { scope, key: after }, limit: pageSize });
    const within = page.filter(({ key }) => key.startsWith(beginning));
    found.push(...within.filter((item) => isOf(item, system)));
    const last = within.at(-1);
    if (last === undefined || within.length < pageSize) return found;
    after = last.key;
  }
}

/** What was erased is known to be there and nothing else of it; its key still says of which system it is. */
function isOf(item: StoredItem, system: string): boolean {
  // Only accounts, grants and credentials are read here, and each names its system.
  return item.isErased || (item.value as FactOf<OfSystem>).system === system;
}
