import { SourceError } from '../connector.ts';

/** What came of reading one list of a source; with a failure the items are what was read before it. */
export type ListRead<Item> = {
  readonly items: readonly Item[];
  readonly pages: number;
  readonly failure: SourceError | null;
};

/**
 * Reads a list to its end. What kept it from its end is that list's shortcoming, so that the others go on; a
 * cancellation and a bug end everything.
 */
export async function readList<Item>(
  pages: AsyncIterable<{ readonly items: readonly Item[] }>,
): Promise<ListRead<Item>> {
  const items: Item[] = [];
  let count = 0;
  try {
    for await (const page of pages) {
      count += 1;
      for (const item of page.items) items.push(item);
    }
  } catch (error) {
    return { items, pages: count, failure: listFailure(error) };
  }
  return { items, pages: count, failure: null };
}

/** As `readList`, for an answer that is no list. */
export async function readValue<Value>(ask: () => Promise<Value>): Promise<ListRead<Value>> {
  try {
    return { items: [await ask()], pages: 1, failure: null };
  } catch (error) {
    return { items: [], pages: 0, failure: listFailure(error) };
  }
}

/** The failure of one list. Throws a cancellation and what is no failure of a source. */
export function listFailure(error: unknown): SourceError {
  if (error instanceof SourceError && error.code !== 'cancelled') return error;
  throw error;
}
