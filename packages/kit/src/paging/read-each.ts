import type { Emission } from '../connector.ts';

export type EachAsked<Item, Result> = {
  readonly items: readonly Item[];
  read(item: Item): Promise<Result>;
  /** Plural words for the items, as progress names them. */
  readonly unit: string;
  /** How many are asked for at a time; 1 where the source wants questions one by one. */
  readonly parallelMax: number;
};

/** Asks something for every item, a few at a time, and tells how far it is. The results stand in the order of the items. */
export async function* readEach<Item, Result>({
  items,
  read,
  unit,
  parallelMax,
}: EachAsked<Item, Result>): AsyncGenerator<Emission, readonly Result[]> {
  const results: Result[] = [];
  while (results.length < items.length) {
    const next = items.slice(results.length, results.length + parallelMax);
    results.push(...(await Promise.all(next.map((item) => read(item)))));
    yield { type: 'progress', done: results.length, total: items.length, unit };
  }
  return results;
}
