import type { Check, Item, RelatedFacts } from '../check.ts';

export interface RelatedIndex {
  /** What the check may read beside one item, in ascending order of scope and key. */
  relatedOf(item: Item, isComplete: boolean): RelatedFacts;
}

/** Finds the related facts of many items: `items` holds at least all the items that any of them asks for. */
export function indexRelated(check: Check, items: Iterable<Item>): RelatedIndex {
  const read = check.related;
  const byKey = new Map<string, Item[]>();
  for (const item of items) {
    if (item.kind !== read?.kind) continue;
    const sameKey = byKey.get(item.key);
    if (sameKey === undefined) byKey.set(item.key, [item]);
    else sameKey.push(item);
  }
  return {
    relatedOf(item, isComplete) {
      const keys = relatedKeys(check, item);
      const found = keys.flatMap((key) => byKey.get(key) ?? []);
      const inReach = read?.scope === 'same' ? found.filter((other) => other.scope === item.scope) : found;
      return { items: inReach.toSorted(byPlace), isComplete };
    },
  };
}

/** The keys a check asks for beside this item, each once. A check that cannot say asks for none. */
export function relatedKeys(check: Check, item: Item): readonly string[] {
  if (check.related === null) return [];
  try {
    return [...new Set(check.related.keys(item.value))];
  } catch {
    return [];
  }
}

function byPlace(first: Item, second: Item): number {
  return (
    Buffer.compare(Buffer.from(first.scope), Buffer.from(second.scope)) ||
    Buffer.compare(Buffer.from(first.key), Buffer.from(second.key))
  );
}
