/** One number. Times and rates depend on the machine and are reported; a ratio against `baseline` of the same run is judged. */
export type Result = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same work done the plainest way, in the same run and unit. */
  readonly baseline?: number;
  readonly ratio?: number;
};

/** One thing worth measuring. A file `<name>.bench.ts` exports it as `bench`; nothing else lists it. */
export interface Bench {
  readonly name: string;
  /** Takes many minutes or gigabytes, so it runs only when it is named. */
  readonly isSlow?: boolean;
  run(): Promise<readonly Result[]>;
}

/** A result with its ratio to the plainest way. */
export function against(baseline: number, result: Omit<Result, 'baseline' | 'ratio'>): Result {
  return {
    ...result,
    baseline: round(baseline),
    ratio: round(result.value / baseline),
    value: round(result.value),
  };
}

/** Three significant digits say all that a measurement on a shared machine can. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Runs the work and returns the seconds it took. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
