import { changedSince, readItems, type StoredItem } from '../facts/index.ts';
import type { CheckCursor } from './check-cursors.store.ts';
import { clearLinks, linkedItems } from './check-links.store.ts';
import { listDueItems } from './due-items.store.ts';
import { evaluatePlaces, evaluateUnlinked } from './evaluate-items.ts';
import { endRowsOfOtherKinds, type ItemPlace, listRows } from './findings.store.ts';
import type { CheckRun } from './run-check.ts';

export const batchItems = 1_000;

/**
 * Judges what may have another finding than before: everything under a release that is new here; else the items that
 * changed, those linked to what changed, those due, and, once a list beside them became whole, those that do not pass.
 * True when a finding changed.
 */
export async function evaluateWhatChanged(run: CheckRun, cursor: CheckCursor): Promise<boolean> {
  // public: of a released check
  const isNewRelease = cursor.digest !== run.release.digest || cursor.position < 0;
  const steps = isNewRelease
    ? [() => evaluateAll(run), () => evaluateChanged(run, cursor, false)]
    : [
        () => evaluateChanged(run, cursor, true),
        () => evaluateDue(run),
        () => (relatedBecameWhole(run, cursor) ? evaluateRows(run) : Promise.resolve(false)),
      ];
  let hasChanged = false;
  for (const step of steps) hasChanged = (await step()) || hasChanged;
  return hasChanged;
}

async function evaluateAll(run: CheckRun): Promise<boolean> {
  const kind = run.release.check.population;
  await clearLinks(run.tx, run.release.check.id);
  let hasChanged = await endRowsOfOtherKinds(run.tx, run.release.check.id, { run: run.run, kind });
  let after: ItemPlace | null = null;
  for (;;) {
    const items: readonly StoredItem[] = await readItems(run.tx, {
      kind,
      limit: batchItems,
      ...(after !== null && { after }),
    });
    hasChanged = (await evaluateUnlinked(run, items)) || hasChanged;
    after = items.at(-1) ?? null;
    if (items.length < batchItems) return hasChanged;
  }
}

/** Items that changed or went since the cursor and, where asked, those whose related facts did. */
async function evaluateChanged(run: CheckRun, cursor: CheckCursor, withLinked: boolean): Promise<boolean> {
  if (cursor.position < 0) return false;
  const { check } = run.release;
  let hasChanged = false;
  for await (const batch of changedSince(run.tx, cursor.position)) {
    const own = batch.filter((place) => place.kind === check.population);
    const beside = withLinked ? batch.filter((place) => place.kind === check.related?.kind) : [];
    for (const part of inBatches([...own, ...(await linkedPlaces(run, beside))])) {
      hasChanged = (await evaluatePlaces(run, part)) || hasChanged;
    }
  }
  return hasChanged;
}

async function linkedPlaces(run: CheckRun, changed: readonly ItemPlace[]): Promise<readonly ItemPlace[]> {
  const { check } = run.release;
  const places: ItemPlace[] = [];
  const byScope = Map.groupBy(changed, (place) => (check.related?.scope === 'same' ? place.scope : null));
  for (const [scope, related] of byScope) {
    const relatedKeys = [...new Set(related.map((place) => place.key))];
    const linked = await linkedItems(run.tx, check.id, { scope, relatedKeys });
    places.push(...linked.map((place) => ({ kind: check.population, ...place })));
  }
  return places;
}

async function evaluateDue(run: CheckRun): Promise<boolean> {
  let hasChanged = false;
  for (;;) {
    const due = await listDueItems(run.tx, run.release.check.id, run.asOf, batchItems);
    if (due.length === 0) return hasChanged;
    hasChanged = (await evaluatePlaces(run, due)) || hasChanged;
  }
}

/** What could not be found in a list that was not whole can be settled once it is. */
function relatedBecameWhole({ release, reach, populations }: CheckRun, cursor: CheckCursor): boolean {
  const kind = release.check.related?.kind;
  const before = new Map(
    cursor.populations.map((known) => [`${known.kind}\n${known.scope}`, known.isComplete]),
  );
  return populations.some(
    (population) =>
      population.kind === kind &&
      reach.populations.includes(population) &&
      population.isComplete &&
      before.get(`${population.kind}\n${population.scope}`) !== true,
  );
}

async function evaluateRows(run: CheckRun): Promise<boolean> {
  const query = { checkId: run.release.check.id, outcome: null, limit: batchItems };
  let hasChanged = false;
  let after: ItemPlace | null = null;
  for (;;) {
    const rows = await listRows(run.tx, { ...query, after });
    hasChanged = (await evaluatePlaces(run, rows)) || hasChanged;
    after = rows.at(-1) ?? null;
    if (rows.length < batchItems) return hasChanged;
  }
}

function* inBatches(places: readonly ItemPlace[]): Iterable<readonly ItemPlace[]> {
  for (let i = 0; i < places.length; i += batchItems) yield places.slice(i, i + batchItems);
}
