import type { Redacted } from '@daybook/redaction';

export type { Redacted };

/** Marks a value built by Daybook itself from ids, counts, instants and fixed sentences. Never for what came from outside. */
export function ownWords<T>(value: T): Redacted<T> {
  // The mark exists for the type checker only; this and intake's tokeniser are the places that give it.
  return value as Redacted<T>;
}
