import { setQueryState, useQueryState } from './query-state.ts';

/** The moment a screen looks at. Empty means now: everything known, and what is true now. */
export type AsKnownChoice = { readonly knownAt: string; readonly trueAt: string };

/** The moment as query fields of the API; nothing when it is now. */
export type MomentQuery = { readonly knownAt?: string; readonly trueAt?: string };

/** Which moment the address asks for: `known` and `true` are days (`YYYY-MM-DD`); `known` may also be an entry's position. */
export function useAsKnown(): {
  readonly choice: AsKnownChoice;
  readonly query: MomentQuery;
  readonly isPast: boolean;
} {
  const [knownAt] = useQueryState('known');
  const [trueAt] = useQueryState('true');
  const query = {
    ...(knownAt !== '' && { knownAt: momentOf(knownAt) }),
    ...(trueAt !== '' && { trueAt: momentOf(trueAt) }),
  };
  return { choice: { knownAt, trueAt }, query, isPast: knownAt !== '' || trueAt !== '' };
}

export function chooseMoment({ knownAt, trueAt }: AsKnownChoice): void {
  setQueryState({ known: knownAt, true: trueAt });
}

/** The moment to carry along in a link to another page. */
export function withMoment(href: string, { knownAt, trueAt }: AsKnownChoice): string {
  const query = new URLSearchParams({
    ...(knownAt !== '' && { known: knownAt }),
    ...(trueAt !== '' && { true: trueAt }),
  }).toString();
  if (query === '') return href;
  return `${href}${href.includes('?') ? '&' : '?'}${query}`;
}

/** A day means its end in the reader's zone: what was known when that day was over. A position stays one. */
function momentOf(chosen: string): string {
  if (/^\d+$/.test(chosen)) return chosen;
  const end = new Date(`${chosen}T23:59:59.999`);
  return Number.isNaN(end.getTime()) ? chosen : end.toISOString();
}
