import {
  type FoundEntries,
  listEntryTypes,
  parseSearchWords,
  searchEntries,
  typesToldAs,
} from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { listIdentityPlaces } from './identity-places.store.ts';
import { readIdentityBodies } from './member-names.ts';
import { kindOfType, type TrailKind } from './trail-kinds.ts';

export type TrailSearch = {
  readonly kinds: readonly TrailKind[];
  readonly search: string | null;
  readonly actor: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Positions below this one. */
  readonly before: number | null;
  readonly limit: number;
  /** Whoever may not see names does not find anybody by theirs. */
  readonly mayFindByName: boolean;
};

/** Names looked through in one search, the newest members first. */
const namesMax = 5_000;
const nothing: FoundEntries = { found: [], next: null, searchedBackTo: null };

/**
 * The newest entries of the trail that fit. What is typed is a position or an entry's id, words of the plain sentence, a name
 * of a member, or an id that acted or is named; the ledger's own search answers each.
 */
export async function searchTrail(
  tx: Tx,
  search: TrailSearch,
  services: Pick<Services, 'dataKeys'>,
): Promise<FoundEntries> {
  const { kinds, actor, from, to, before, limit } = search;
  const all = await listEntryTypes(tx);
  const types = all.filter((type) => {
    const kind = kindOfType(type);
    return kind !== null && kinds.includes(kind);
  });
  const range = { actor, from, to, before, limit };
  const words = parseSearchWords(search.search ?? '');
  if (words === null) return searchEntries(tx, { ...range, types });
  if (words.kind !== 'word') {
    const { found } = await searchEntries(tx, { search: search.search, before, limit });
    const fits = found.filter(({ entry }) => types.includes(entry.type));
    return { ...nothing, found: fits.filter(({ entry }) => actor === null || entry.actor.id === actor) };
  }
  const told = typesToldAs(types, words.word);
  const subjects = await subjectsCalled(tx, words.word, search, services);
  const byWords = told.length === 0 ? nothing : await searchEntries(tx, { ...range, types: told });
  const rest = types.filter((type) => !told.includes(type));
  const bySubject =
    subjects.length === 0 ? nothing : await searchEntries(tx, { ...range, types: rest, subjects });
  return merge(byWords, bySubject, limit);
}

/** Members whose name holds the words, and the words themselves where they look like an id. */
async function subjectsCalled(
  tx: Tx,
  word: string,
  { mayFindByName }: TrailSearch,
  services: Pick<Services, 'dataKeys'>,
): Promise<readonly string[]> {
  const ids = /^[a-z]{2,5}_\S+$/.test(word) ? [word] : [];
  if (!mayFindByName || ids.length > 0) return ids;
  const places = await listIdentityPlaces(tx, namesMax);
  const bodies = await readIdentityBodies(tx, places, services);
  const wanted = fold(word);
  return places
    .filter(({ position }) => {
      const identity = bodies.get(position);
      return [identity?.name, identity?.login].some(
        (name) => name !== undefined && fold(name).includes(wanted),
      );
    })
    .map(({ subject }) => subject);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Both newest first and of different types. Nothing below the point where one of them paused is shown yet. */
function merge(one: FoundEntries, other: FoundEntries, limit: number): FoundEntries {
  const paused = [one, other].flatMap(({ searchedBackTo }) => searchedBackTo ?? []);
  const reached = paused.toSorted((first, second) => second.position - first.position)[0] ?? null;
  const both = [...one.found, ...other.found]
    .filter(({ position }) => reached === null || position >= reached.position)
    .toSorted((first, second) => second.position - first.position);
  const found = both.slice(0, limit);
  const hasMore =
    both.length > limit ||
    (one.next !== null && reached === null) ||
    (other.next !== null && reached === null);
  const last = found.at(-1)?.position ?? null;
  if (found.length === limit)
    return { found, next: hasMore || reached !== null ? last : null, searchedBackTo: null };
  return { found, next: reached?.position ?? (hasMore ? last : null), searchedBackTo: reached };
}
