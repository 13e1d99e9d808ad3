import type { FactKind, FactOf } from './ontology.ts';

/**
 * One item told by several sources: field by field the first known value wins, in the order given (oldest connection
 * first). A known value always beats `unknown` and null, so a source that cannot tell hides nothing. Where one says yes and
 * another no, it is not known: neither may hide what the other saw. Of ways in, rights, roles and scopes all that any tells.
 */
export function mergeFacts<K extends FactKind>(values: readonly FactOf<K>[]): FactOf<K> {
  const [first] = values;
  if (first === undefined) throw new Error('nothing to merge');
  // Each field is one of the values told, or `unknown`; a branch said to be the default and not is so judged as one.
  return values.length === 1 ? first : (mergeValues(values) as FactOf<K>);
}

function mergeValues(values: readonly unknown[]): unknown {
  const known = values.filter(says);
  if (known.every(isPlain) && known.length > 1) return mergeObjects(known);
  if (known.includes(true) && known.includes(false)) return 'unknown';
  return known.length > 0 ? known[0] : values[0];
}

/** Lists in which more is worse: what one source leaves out another may know, and whoever is only on one may act all the same. */
const sumsUp: ReadonlySet<string> = new Set([
  'signIns',
  'rights',
  'surely',
  'roles',
  'scopes',
  'administrators',
]);

/** All have the same keys by their shared schema. */
function mergeObjects(objects: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  return Object.fromEntries(
    [...names].map((name) => {
      const told = objects.map((object) => object[name]);
      return [name, sumsUp.has(name) ? mergeLists(told) : mergeValues(told)];
    }),
  );
}

function mergeLists(told: readonly unknown[]): unknown {
  const lists = told.filter(Array.isArray);
  return lists.length > 1 ? [...new Set(lists.flat())] : mergeValues(told);
}

/** An answered "none" (an empty list of pull requests) is a statement; only `unknown`, null and undefined are silence. */
function says(value: unknown): boolean {
  return value !== 'unknown' && value !== null && value !== undefined;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
