import { countAgain } from './count-again.ts';
import { readStatedCounts, type StatedCount } from './stated-counts.ts';

export type Compared = { readonly what: string; readonly found: unknown; readonly expected: unknown };
type Line = { readonly isGood: boolean; readonly text: string };

/**
 * Holds every figure against what the project states of it (`docs/reference/recordings.md`), and that against a count
 * without the connector. A figure nobody states, and a statement nobody compares, are both wrong.
 */
export function compareStated(
  inputs: string,
  compared: readonly Compared[],
  statements: readonly StatedCount[] = readStatedCounts(),
): readonly Line[] {
  const stated = new Map(statements.map((one) => [one.what, one]));
  const figures = new Map(compared.filter(isFigure).map((one) => [one.what, one]));
  const unstated = [...figures.keys()].filter((what) => !stated.has(what));
  const again = [...stated.values()].map((one) => {
    const figure = figures.get(one.what);
    const counted = countAgain(inputs, one);
    const isGood = figure?.expected === one.count && (counted === null || counted === one.count);
    const how = counted === null ? 'not counted again' : `counted again: ${counted}`;
    return { isGood, text: `stated ${one.what}: ${one.count}, compared: ${figure?.expected}, ${how}` };
  });
  return [...again, ...unstated.map((what) => ({ isGood: false, text: `${what} is stated nowhere` }))];
}

/** Whether a list is whole, or a record fits its shape, is no count of what is there. */
function isFigure({ what, expected }: Compared): boolean {
  if (what.endsWith('invalid records') || what.endsWith(': complete')) return false;
  return typeof expected === 'number' || typeof expected === 'string';
}
