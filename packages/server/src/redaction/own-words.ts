declare const redacted: unique symbol;

/** A value that may be written down: tokenised and masked by intake, or made of our own words. */
export type Redacted<T> = T & { readonly [redacted]?: true };

/** Marks a value built by Daybook itself from ids, counts, instants and fixed sentences. Never for what came from outside. */
export function ownWords<T>(value: T): Redacted<T> {
  // The mark exists for the type checker only.
  return value as Redacted<T>;
}
