import type { FactKind, FactOf } from './ontology.ts';

/**
 * One item told by several sources: field by field the first known value wins, in the order given (oldest connection
 * first). A known value always beats `unknown` and null, so a source that cannot tell hides nothing.
 */
export function mergeFacts<K extends FactKind>(values: readonly FactOf<K>[]): FactOf<K> {
  const [first, ...others] = values;
  if (first === undefined) throw new Error('nothing to merge');
  return others.reduce<FactOf<K>>((merged, other) => mergePair(merged, other), first);
}

function mergePair<T>(first: T, second: T): T {
  if (!isPlain(first) || !isPlain(second)) return says(first) ? first : second;
  const merged: Record<string, unknown> = { ...second };
  for (const [name, value] of Object.entries(first)) merged[name] = mergePair(value, merged[name]);
  // Both have the same keys by their shared schema, so the merged object has T's shape.
  return merged as T;
}

/** An answered "none" (an empty list of pull requests) is a statement; only `unknown`, null and undefined are silence. */
function says(value: unknown): boolean {
  return value !== 'unknown' && value !== null && value !== undefined;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
