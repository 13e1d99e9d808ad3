import type { PopulationRow } from '../populations.store.ts';
import { populationLine } from './projection-digest.ts';
import { differingFields, type ProjectionRow } from './projection-row.ts';
import { nameOf } from './replayed-populations.ts';

/** Where what is kept and what the ledger tells do not agree. */
export type Difference = {
  readonly kind: string | null;
  readonly scope: string | null;
  readonly key: string | null;
  /** The entry it is about. */
  readonly position: number;
  /** In plain words. */
  readonly what: string;
};

type Pages = AsyncGenerator<readonly ProjectionRow[]>;

/** Walks two projections side by side, both in order of positions; each row of each is shown once, in order. */
export async function compareRows(
  { stored, replayed }: { readonly stored: Pages; readonly replayed: Pages },
  seen: {
    readonly onStored: (row: ProjectionRow) => void;
    readonly onReplayed: (row: ProjectionRow) => void;
    readonly onDifference: (difference: Difference) => void;
  },
): Promise<void> {
  const [kept, told] = [rowsOf(stored), rowsOf(replayed)];
  let [one, other] = [await kept.next(), await told.next()];
  while (!one.done || !other.done) {
    const keptAt = one.done ? Number.POSITIVE_INFINITY : one.value.position;
    const toldAt = other.done ? Number.POSITIVE_INFINITY : other.value.position;
    const difference = differenceOf(
      keptAt <= toldAt && !one.done ? one.value : null,
      toldAt <= keptAt && !other.done ? other.value : null,
    );
    if (difference !== null) seen.onDifference(difference);
    if (keptAt <= toldAt && !one.done) {
      seen.onStored(one.value);
      one = await kept.next();
    }
    if (toldAt <= keptAt && !other.done) {
      seen.onReplayed(other.value);
      other = await told.next();
    }
  }
}

async function* rowsOf(pages: Pages): AsyncGenerator<ProjectionRow> {
  for await (const page of pages) yield* page;
}

function differenceOf(kept: ProjectionRow | null, told: ProjectionRow | null): Difference | null {
  const row = kept ?? told;
  if (row === null) return null;
  const { kind, scope, key, position } = row;
  const place = { kind, scope, key, position };
  if (told === null) return { ...place, what: 'it is kept, but the ledger does not tell it' };
  if (kept === null) return { ...place, what: 'the ledger tells it, but it is not kept' };
  const fields = differingFields(kept, told);
  if (fields.length === 0) return null;
  return { ...place, what: `kept otherwise than the ledger tells it: ${fields.join(', ')}` };
}

export function comparePopulations(
  stored: readonly PopulationRow[],
  replayed: readonly PopulationRow[],
): readonly Difference[] {
  const kept = new Map(stored.map((row) => [nameOf(row), row]));
  const told = new Map(replayed.map((row) => [nameOf(row), row]));
  return [...new Set([...kept.keys(), ...told.keys()])].flatMap((name): Difference[] => {
    const [one, other] = [kept.get(name), told.get(name)];
    const row = one ?? other;
    if (row === undefined || (one && other && populationLine(one) === populationLine(other))) return [];
    const what = 'what is known of the whole list is kept otherwise than the ledger tells it';
    return [{ kind: row.kind, scope: row.scope, key: null, position: row.position, what }];
  });
}
