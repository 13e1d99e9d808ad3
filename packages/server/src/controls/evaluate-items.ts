import {
  type Check,
  erasedFinding,
  evaluateItem,
  type Finding,
  indexRelated,
  keepKnownFailure,
  relatedKeys,
  withErasedRelated,
} from '@daybook/kit';
import type { StoredItem } from '../facts/index.ts';
import { type CheckLink, insertLinks, removeLinks } from './check-links.store.ts';
import { mayPass } from './control-judgement.ts';
import { type DueItem, replaceDueItems } from './due-items.store.ts';
import { type FindingRow, findRows, type ItemPlace, replaceRows } from './findings.store.ts';
import { readPlaces, readRelated } from './read-related.ts';
import type { CheckRun } from './run-check.ts';

/** Judges the items at these places, at most a few thousand; those that are gone lose their finding. True when one changed. */
export async function evaluatePlaces(run: CheckRun, places: readonly ItemPlace[]): Promise<boolean> {
  const unique = [...new Map(places.map((place) => [placeOf(place), place])).values()];
  const items = await readPlaces(run.tx, run.release.check.population, unique);
  const found = new Set(items.map(placeOf));
  const gone = unique.filter((place) => !found.has(placeOf(place)));
  if (run.release.check.related !== null) await removeLinks(run.tx, run.release.check.id, unique);
  return evaluate(run, items, gone);
}

/** Judges these items, of which no links are kept now. True when a finding changed. */
export function evaluateUnlinked(run: CheckRun, items: readonly StoredItem[]): Promise<boolean> {
  return evaluate(run, items, []);
}

async function evaluate(
  run: CheckRun,
  items: readonly StoredItem[],
  gone: readonly ItemPlace[],
): Promise<boolean> {
  if (items.length + gone.length === 0) return false;
  const { tx, release } = run;
  const places = [...items, ...gone].map(({ kind, scope, key }) => ({ kind, scope, key }));
  const known = new Map((await findRows(tx, release.check.id, places)).map((row) => [placeOf(row), row]));
  const told = items.filter((item) => !item.isErased);
  const related = await readRelated(tx, release.check, told);
  const judge = judgeWith(run, related);
  const made: FindingRow[] = [];
  const ended: ItemPlace[] = gone.filter((place) => known.has(placeOf(place)));
  const due: DueItem[] = [];
  for (const item of items) {
    const { kind, scope, key } = item;
    const row = known.get(placeOf(item)) ?? null;
    const own = judge(item);
    const kept = item.isErased ? own : keepFailure(run, row, own, scope);
    const next = rowOf({ kind, scope, key }, kept, release.check.version);
    if (!isSame(row, next)) {
      if (row !== null) ended.push({ kind, scope, key });
      if (next !== null) made.push(next);
    }
    const dueAt = own.reevaluateAt;
    if (dueAt !== undefined && dueAt > run.asOf) due.push({ kind, scope, key, dueAt });
  }
  await replaceRows(tx, release.check.id, { run: run.run, ended, made });
  await replaceDueItems(tx, release.check.id, places, due);
  await insertLinks(tx, release.check.id, linksOf(release.check, told));
  return made.length + ended.length > 0;
}

/** Nothing can be said of what was erased, and no pass rests on it. */
function judgeWith(run: CheckRun, related: readonly StoredItem[]): (item: StoredItem) => Finding {
  const { check } = run.release;
  const present = related.filter((item) => !item.isErased);
  const erased = new Set(related.filter((item) => item.isErased).map((item) => item.key));
  const index = indexRelated(check, present);
  return (item) => {
    if (item.isErased) return erasedFinding;
    const rests = erased.size > 0 && relatedKeys(check, item).some((key) => erased.has(key));
    const beside = index.relatedOf(item, run.reach.relatedIsComplete(item.scope) && !rests);
    const own = evaluateItem(check, item, beside, run.asOf);
    return rests ? withErasedRelated(own) : own;
  };
}

function linksOf(check: Check, items: readonly StoredItem[]): readonly CheckLink[] {
  return items.flatMap((item) =>
    relatedKeys(check, item).map((relatedKey) => ({ scope: item.scope, key: item.key, relatedKey })),
  );
}

/** A failure found by this version stays known while what speaks against it cannot be seen. */
function keepFailure(run: CheckRun, row: FindingRow | null, own: Finding, scope: string): Finding {
  if (row === null || row.version !== run.release.check.version) return own;
  const { outcome, code, reason } = row;
  const previous = { outcome, code, reason, ...(row.settle === null ? {} : { settle: row.settle }) };
  return keepKnownFailure(previous, own, mayPass(run.reach, scope));
}

function rowOf(place: ItemPlace, finding: Finding, version: number): FindingRow | null {
  const { outcome, code, reason } = finding;
  if (outcome === 'pass') return null;
  return { ...place, version, outcome, code, reason, settle: finding.settle ?? null };
}

function isSame(row: FindingRow | null, next: FindingRow | null): boolean {
  if (row === null || next === null) return row === next;
  return (
    row.version === next.version &&
    row.outcome === next.outcome &&
    row.code === next.code &&
    row.reason === next.reason &&
    row.settle === next.settle
  );
}

function placeOf(place: ItemPlace): string {
  return `${place.kind}\n${place.scope}\n${place.key}`;
}
