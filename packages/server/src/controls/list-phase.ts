import type { ReleasedCheck } from '@daybook/catalog';
import {
  evaluateItem,
  type Finding,
  indexRelated,
  type Outcome,
  type PopulationReach,
  withCompleteness,
} from '@daybook/kit';
import { readItems, type StoredItem } from '../facts/index.ts';
import type { Tx } from '../platform/index.ts';
import { mayPass } from './control-judgement.ts';
import { type FindingRow, findRows, type ItemPlace, listRows } from './findings.store.ts';
import { readPlaces, readRelated } from './read-related.ts';

/** What a check says of one item, by which version. */
export type PhaseEntry = {
  readonly item: StoredItem;
  readonly check: string;
  readonly version: number;
  readonly finding: Finding | FindingRow;
};

/** One stretch of the list: the kept rows of one outcome, or the items that have no row and so pass by themselves. */
export type ListPhase = {
  readonly release: ReleasedCheck;
  readonly reach: PopulationReach;
  readonly outcome: Outcome;
  readonly source: 'rows' | 'passes';
  /** Known beforehand to hold nothing; it keeps its place, so that cursors keep theirs. */
  readonly isEmpty: boolean;
  readonly asOf: string;
};

type Page = { readonly after: ItemPlace | null; readonly limit: number };
/** `after` is null once the phase has ended. */
export type PhasePage = { readonly items: readonly PhaseEntry[]; readonly after: ItemPlace | null };

export function readPhase(tx: Tx, phase: ListPhase, page: Page): Promise<PhasePage> {
  if (phase.isEmpty) return Promise.resolve({ items: [], after: null });
  return phase.source === 'rows' ? readRows(tx, phase, page) : readPasses(tx, phase, page);
}

async function readRows(tx: Tx, phase: ListPhase, page: Page): Promise<PhasePage> {
  const { outcome, release } = phase;
  if (outcome === 'pass') return { items: [], after: null };
  const query = { checkId: release.check.id, outcome, after: page.after, limit: page.limit };
  const rows = await listRows(tx, query);
  const items = await readPlaces(tx, release.check.population, rows);
  const byPlace = new Map(items.map((item) => [placeOf(item), item]));
  const listed = rows.flatMap((row) => {
    const item = byPlace.get(placeOf(row));
    return item === undefined ? [] : [{ item, check: release.check.id, version: row.version, finding: row }];
  });
  return { items: listed, after: rows.length < page.limit ? null : (rows.at(-1) ?? null) };
}

const batchItems = 1_000;
const batchesMax = 20;

/** Walks the items and keeps those without a row; ends early after many batches, so that one page never takes long. */
async function readPasses(tx: Tx, phase: ListPhase, page: Page): Promise<PhasePage> {
  const found: PhaseEntry[] = [];
  let after = page.after;
  for (let batches = 0; batches < batchesMax; batches += 1) {
    const query = { kind: phase.release.check.population, limit: batchItems };
    const items = await readItems(tx, { ...query, ...(after !== null && { after }) });
    const passing = await passesOf(tx, phase, items);
    const taken = passing.slice(0, page.limit - found.length);
    found.push(...taken);
    const isFull = found.length >= page.limit;
    after = placeAfter(isFull ? taken.at(-1)?.item : items.at(-1));
    const isEnd = items.length < batchItems && taken.length === passing.length;
    if (isEnd) return { items: found, after: null };
    if (isFull) break;
  }
  return { items: found, after };
}

async function passesOf(
  tx: Tx,
  phase: ListPhase,
  items: readonly StoredItem[],
): Promise<readonly PhaseEntry[]> {
  const { release, reach, outcome } = phase;
  const wanted = items.filter((item) => mayPass(reach, item.scope) === (outcome === 'pass'));
  if (wanted.length === 0) return [];
  const rows = new Set((await findRows(tx, release.check.id, wanted)).map(placeOf));
  const passing = wanted.filter((item) => !rows.has(placeOf(item)));
  const index = indexRelated(release.check, await readRelated(tx, release.check, passing));
  return passing.map((item) => {
    const related = index.relatedOf(item, reach.relatedIsComplete(item.scope));
    const own = evaluateItem(release.check, item, related, phase.asOf);
    const finding = withCompleteness(own, outcome === 'pass');
    return { item, check: release.check.id, version: release.check.version, finding };
  });
}

function placeAfter(item: ItemPlace | undefined): ItemPlace | null {
  return item === undefined ? null : { kind: item.kind, scope: item.scope, key: item.key };
}

function placeOf(place: ItemPlace): string {
  return `${place.kind}\n${place.scope}\n${place.key}`;
}
