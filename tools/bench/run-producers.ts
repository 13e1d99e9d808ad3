import { secondsOf } from './bench.ts';

export type Produced = {
  readonly entriesPerSecond: number;
  /** From handing an entry in to its acknowledgement, in milliseconds. */
  readonly p99Ms: number;
};

/** So many producers at once, each handing in its next entry when the one before is acknowledged. */
export async function runProducers(
  producers: number,
  entriesEach: number,
  write: (number: number) => Promise<unknown>,
): Promise<Produced> {
  const taken: number[] = [];
  const produce = async (producer: number) => {
    for (let entry = 0; entry < entriesEach; entry += 1) {
      const startedAt = performance.now();
      await write(producer * entriesEach + entry);
      taken.push(performance.now() - startedAt);
    }
  };
  const seconds = await secondsOf(() =>
    Promise.all(Array.from({ length: producers }, (_, producer) => produce(producer))),
  );
  taken.sort((one, other) => one - other);
  return {
    entriesPerSecond: taken.length / seconds,
    p99Ms: taken[Math.floor(taken.length * 0.99)] ?? 0,
  };
}
