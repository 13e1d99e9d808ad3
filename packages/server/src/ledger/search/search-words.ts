/** What someone typed into the search of the ledger. */
export type SearchWords =
  | { readonly kind: 'position'; readonly position: number }
  | { readonly kind: 'entry'; readonly id: string; readonly madeAt: string }
  /** A type by its beginning, or an id by its beginning, as the ledger at hand knows it. */
  | { readonly kind: 'word'; readonly word: string };

const entryId = /^ent_([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Null for nothing but blanks. A UUIDv7 begins with the milliseconds since 1970 in which it was made (RFC 9562, 5.7). */
export function parseSearchWords(typed: string): SearchWords | null {
  const word = typed.trim();
  if (word === '') return null;
  if (/^#?\d{1,15}$/.test(word)) return { kind: 'position', position: Number(word.replace('#', '')) };
  const id = entryId.exec(word);
  if (id === null) return { kind: 'word', word };
  const madeAtMs = Number.parseInt(`${id[1]}${id[2]}`, 16);
  return { kind: 'entry', id: word, madeAt: new Date(madeAtMs).toISOString() };
}
