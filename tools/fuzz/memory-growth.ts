/** The memory of the server after a garbage collection, once so many requests were answered. */
export type Memory = {
  readonly requests: number;
  readonly rssMb: number;
  readonly heapMb: number;
  readonly externalMb: number;
};

/** A leak of one small object a request would be more than this. */
const bytesPerRequestMax = 50;
/** What caches and compiled code still move by. */
const noiseMb = 3;

/**
 * Whether memory stopped growing: the heap and what it holds outside, from the end of the first third to the end. The first
 * third fills what is filled once: compiled code, prepared statements, caches with an upper bound.
 */
export function describeGrowth(memory: readonly Memory[]): {
  readonly isFlat: boolean;
  readonly text: string;
} {
  const [first, middle, last] = [0, Math.floor(memory.length / 3), memory.length - 1].map((at) => memory[at]);
  if (first === undefined || middle === undefined || last === undefined)
    throw new Error('nothing was measured');
  const heldMb = (one: Memory) => one.heapMb + one.externalMb;
  const grownMb = heldMb(last) - heldMb(middle);
  const allowedMb = noiseMb + ((last.requests - middle.requests) * bytesPerRequestMax) / 1_048_576;
  const isFlat = grownMb <= allowedMb;
  const figures = memory
    .map(({ heapMb, externalMb, rssMb }) => `${heapMb}+${externalMb} (${rssMb})`)
    .join(', ');
  const text = `heap+external (rss) in MB after collection: ${figures}; after the first third ${grownMb.toFixed(1)} MB, allowed ${allowedMb.toFixed(1)}: ${isFlat ? 'flat' : 'NOT FLAT'}`;
  return { isFlat, text };
}
