/**
 * How often a value of the first list lies above one of the second, from 0 to 1: 0.5 where both are alike (Mann and Whitney's
 * U over the number of pairs). Ranks, not means: one slow moment of the machine weighs as much as any other.
 */
export function rankShare(first: readonly number[], second: readonly number[]): number {
  let above = 0;
  for (const one of first) for (const other of second) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (first.length * second.length);
}

/** Times two ways of asking in turn, so that what else the machine does meets both alike. In milliseconds. */
export async function inTurn(
  samples: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<{ readonly first: readonly number[]; readonly second: readonly number[] }> {
  const times: { first: number[]; second: number[] } = { first: [], second: [] };
  for (let i = 0; i < samples; i += 1) {
    const isFirst = i % 2 === 0;
    for (const name of isFirst ? (['first', 'second'] as const) : (['second', 'first'] as const)) {
      const begun = performance.now();
      await (name === 'first' ? first() : second());
      times[name].push(performance.now() - begun);
    }
  }
  return times;
}
