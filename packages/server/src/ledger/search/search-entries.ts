import type { Entry } from '@daybook/ledger';
import type { Tx } from '../../platform/index.ts';
import { readEntryRange, type StoredEntry } from '../entries.store.ts';
import { type Log, listLogs, readHead } from '../logs.store.ts';
import { positionAt } from '../position-at.ts';
import { entryOf } from '../read-payloads.ts';
import { findEntryById } from './find-entry-by-id.ts';
import {
  countInRange,
  listTypes,
  newestInRange,
  newestOfActor,
  scanRange,
  scanTypes,
} from './search.store.ts';
import { parseSearchWords } from './search-words.ts';

export type EntrySearch = {
  /** Positions below this one; null begins at the end. */
  readonly before?: number | null;
  /** The beginning of a type. */
  readonly type?: string | null;
  /** Only entries of these types, whole or by their beginning; an empty list finds nothing. */
  readonly types?: readonly string[] | null;
  /** Only entries that one of these acted in or that name one of them. With `types` alone. */
  readonly subjects?: readonly string[] | null;
  readonly actor?: string | null;
  readonly ref?: string | null;
  readonly search?: string | null;
  /** Recorded in `[from, to)`. */
  readonly from?: string | null;
  readonly to?: string | null;
  readonly limit: number;
};

export type FoundEntry = {
  readonly log: Log;
  readonly index: number;
  readonly position: number;
  readonly entry: Entry;
};

export type FoundEntries = {
  readonly found: readonly FoundEntry[];
  /** Where to go on; null when the ledger's beginning (or the time asked for) was reached. */
  readonly next: number | null;
  /** The search paused here, before the ledger did; null when it did not. */
  readonly searchedBackTo: { readonly position: number; readonly recordedAt: string } | null;
};

/** Entries looked at one by one in a request; more of them are asked for with the next one. */
export const scannedMax = 20_000;

/**
 * The newest entries that fit, newest first, across all logs. By position, time or type they are found by an index; by actor
 * or ref so many entries are looked through as `scannedMax` says, and the answer tells how far.
 */
export async function searchEntries(tx: Tx, search: EntrySearch): Promise<FoundEntries> {
  if (search.types !== undefined && search.types !== null) return byTypes(tx, search, search.types);
  const words = parseSearchWords(search.search ?? '');
  if (words?.kind === 'position') return only(await findAt(tx, words.position));
  if (words?.kind === 'entry' && (search.before ?? null) === null) {
    const found = await findEntryById(tx, words);
    if (found !== null) return only(found);
  }
  const span = await spanOf(tx, search);
  const filter = await filterOf(
    tx,
    search,
    words === null ? null : words.kind === 'entry' ? words.id : words.word,
  );
  return filter.needles.length === 0 ? byIndex(tx, span, filter) : byScan(tx, span, filter);
}

function only(found: FoundEntry | null): FoundEntries {
  return { found: found === null ? [] : [found], next: null, searchedBackTo: null };
}

async function findAt(tx: Tx, position: number): Promise<FoundEntry | null> {
  const log = (await listLogs(tx)).findLast(({ firstPosition }) => firstPosition <= position);
  if (log === undefined) return null;
  const index = position - log.firstPosition;
  const [stored] = await readEntryRange(tx, log.id, index, index + 1);
  return stored === undefined ? null : placed(log, stored);
}

/** Positions `[from, before)` and how many are wanted. */
type Span = { readonly from: number; readonly before: number; readonly limit: number };

async function spanOf(tx: Tx, { before = null, from = null, to = null, limit }: EntrySearch): Promise<Span> {
  const first = from === null ? 0 : await sizeBefore(tx, from);
  const end = to === null ? Number.MAX_SAFE_INTEGER : await sizeBefore(tx, to);
  return { from: first, before: Math.min(before ?? Number.MAX_SAFE_INTEGER, end), limit };
}

/** How many entries were recorded before an instant. */
async function sizeBefore(tx: Tx, instant: string): Promise<number> {
  const last = await positionAt(tx, new Date(Date.parse(instant) - 1).toISOString());
  return last === null ? 0 : last.position + 1;
}

type Filter = {
  /** The beginning of the types wanted; empty takes all. */
  readonly typePrefix: string;
  /** Strings that the text of every fitting entry holds; where there are none, the type alone decides. */
  readonly needles: readonly string[];
  readonly fits: (entry: Entry) => boolean;
};

async function filterOf(
  tx: Tx,
  { type = null, actor = null, ref = null }: EntrySearch,
  word: string | null,
): Promise<Filter> {
  const isType = word !== null && (type === null || type === '') && (await isTypePrefix(tx, word));
  const prefix = isType || word === null ? null : word;
  const needles = [
    ...(actor === null ? [] : [`"actor":{"id":${JSON.stringify(actor)}`]),
    ...(ref === null ? [] : [JSON.stringify(ref)]),
    ...(prefix === null ? [] : [JSON.stringify(prefix).slice(0, -1)]),
  ];
  const fits = (entry: Entry) =>
    (actor === null || entry.actor.id === actor) &&
    (ref === null || entry.refs.includes(ref)) &&
    (prefix === null || [entry.id, entry.actor.id, ...entry.refs].some((id) => id.startsWith(prefix)));
  return { typePrefix: isType ? word : (type ?? ''), needles, fits };
}

async function isTypePrefix(tx: Tx, word: string): Promise<boolean> {
  for (const log of await listLogs(tx)) if ((await listTypes(tx, log.id, word)).length > 0) return true;
  return false;
}

async function byIndex(tx: Tx, span: Span, { typePrefix }: Filter): Promise<FoundEntries> {
  const found: FoundEntry[] = [];
  for (const log of (await listLogs(tx)).toReversed()) {
    const range = rangeIn(log, span);
    if (range.before <= 0 || found.length >= span.limit) continue;
    const types = typePrefix === '' ? null : await listTypes(tx, log.id, typePrefix);
    const rows = await newestInRange(tx, { ...range, limit: span.limit - found.length }, types);
    found.push(...rows.map((row) => placed(log, row)));
  }
  return { found, next: nextOf(found, span), searchedBackTo: null };
}

async function byScan(tx: Tx, span: Span, filter: Filter): Promise<FoundEntries> {
  const found: FoundEntry[] = [];
  let left = scannedMax;
  for (const log of (await listLogs(tx)).toReversed()) {
    const { size } = await readHead(tx, log.id);
    const range = rangeIn(log, span);
    let before = Math.min(range.before, size);
    while (before > range.from && found.length < span.limit) {
      if (left === 0) return { found, ...(await pausedAt(tx, log.firstPosition + before)) };
      const from = Math.max(range.from, before - left);
      const limit = span.limit - found.length;
      const rows = await scanRange(tx, { logId: log.id, from, before, limit }, filter);
      found.push(...rows.map((row) => placed(log, row)).filter(({ entry }) => filter.fits(entry)));
      const reached = rows.length < limit ? from : (rows.at(-1)?.index ?? from);
      left -= before - reached;
      before = reached;
    }
  }
  return { found, next: nextOf(found, span), searchedBackTo: null };
}

/** Entries of other types are never looked at, so a rare type is found however long the ledger is. */
async function byTypes(tx: Tx, search: EntrySearch, prefixes: readonly string[]): Promise<FoundEntries> {
  const span = await spanOf(tx, search);
  const needles = typedNeedles(search);
  const { actor = null, subjects = null } = search;
  const isByActor =
    actor !== null && subjects === null && !prefixes.some((one) => 'record.'.startsWith(one.slice(0, 7)));
  const found: FoundEntry[] = [];
  let left = scannedMax;
  for (const log of (await listLogs(tx)).toReversed()) {
    const types = await typesOf(tx, log.id, prefixes);
    const range = rangeIn(log, span);
    if (range.before <= 0 || types.length === 0 || found.length >= span.limit) continue;
    const limit = span.limit - found.length;
    if (isByActor || needles.length === 0) {
      const rows = isByActor
        ? await newestOfActor(tx, { ...range, limit }, { actor: search.actor ?? '', types })
        : await newestInRange(tx, { ...range, limit }, types);
      found.push(...rows.map((row) => placed(log, row)));
      continue;
    }
    const looked = await scanTypes(tx, { ...range, limit }, { types, needles, lookMax: left });
    found.push(...looked.rows.map((row) => placed(log, row)).filter(({ entry }) => fitsTyped(entry, search)));
    if (looked.lookedAt < left || looked.rows.length === limit) left -= looked.lookedAt;
    else return { found, ...(await pausedAt(tx, log.firstPosition + (looked.reached ?? 0))) };
  }
  return { found, next: nextOf(found, span), searchedBackTo: null };
}

/** Each of these lists must be met by one of its strings. */
function typedNeedles({ actor = null, subjects = null }: EntrySearch): readonly (readonly string[])[] {
  return [
    ...(actor === null ? [] : [[`"actor":{"id":${JSON.stringify(actor)}`]]),
    ...(subjects === null ? [] : [subjects.map((subject) => JSON.stringify(subject))]),
  ];
}

function fitsTyped(entry: Entry, { actor = null, subjects = null }: EntrySearch): boolean {
  return (
    (actor === null || entry.actor.id === actor) &&
    (subjects === null || [entry.actor.id, ...entry.refs].some((id) => subjects.includes(id)))
  );
}

async function typesOf(tx: Tx, logId: string, prefixes: readonly string[]): Promise<readonly string[]> {
  const all = await listTypes(tx, logId, '');
  return all.filter((type) => prefixes.some((prefix) => type.startsWith(prefix)));
}

/** Every type there is an entry of, in all logs, in C order. */
export async function listEntryTypes(tx: Tx): Promise<readonly string[]> {
  const types = new Set<string>();
  for (const log of await listLogs(tx)) for (const type of await listTypes(tx, log.id, '')) types.add(type);
  return [...types].sort();
}

/** How many entries of these types there are, in all logs. */
export async function countEntries(tx: Tx, prefixes: readonly string[]): Promise<number> {
  let count = 0;
  for (const log of await listLogs(tx)) {
    const types = await typesOf(tx, log.id, prefixes);
    const range = { logId: log.id, from: 0, before: Number.MAX_SAFE_INTEGER };
    if (types.length > 0) count += await countInRange(tx, range, types);
  }
  return count;
}

async function pausedAt(tx: Tx, position: number): Promise<Pick<FoundEntries, 'next' | 'searchedBackTo'>> {
  const at = await findAt(tx, position);
  return { next: position, searchedBackTo: at && { position, recordedAt: at.entry.recordedAt } };
}

function rangeIn(log: Log, span: Span) {
  const from = Math.max(0, span.from - log.firstPosition);
  return { logId: log.id, from, before: span.before - log.firstPosition };
}

function nextOf(found: readonly FoundEntry[], span: Span): number | null {
  return found.length < span.limit ? null : (found.at(-1)?.position ?? null);
}

function placed(log: Log, { index, text }: StoredEntry): FoundEntry {
  return { log, index, position: log.firstPosition + index, entry: entryOf(text) };
}
