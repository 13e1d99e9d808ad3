/** One account that ended. */
export type Ending = {
  /** Whose it was. Somebody whose accounts end on several systems on one day ended once. */
  readonly who: string;
  readonly at: string;
  /** The whole list before; it ended after that. Null where there was none. */
  readonly beforeAt: string | null;
};

export type BurstWindow = {
  readonly baselineFrom: string;
  /** End of the time before, and beginning of the days looked at. */
  readonly from: string;
  /** Half-open. */
  readonly until: string;
};

export type Burst = {
  readonly ended: number;
  readonly endedBefore: number;
  /** Of `endedBefore` those that may have ended in the window: the lists were not read often enough to tell. */
  readonly unsure: number;
  /** Of so many or more in the window if the same ones had ended at any time alike; null where none ended at all. */
  readonly chance: number | null;
  readonly isBurst: boolean;
};

/** Fewer are nobody's clearing up, however rare. */
export const burstLeast = 5;
/** Whoever reads chooses the date, perhaps after looking, so that one in a hundred would be found too easily. */
export const burstChance = 0.001;

/**
 * Compares how many accounts ended in the window with how many did in the time before. Whether both have one rate is tested
 * exactly: given all of them, how many of two Poisson counts fall into the window is binomial with the window's share of the time.
 */
export function removalBurst(endings: readonly Ending[], { baselineFrom, from, until }: BurstWindow): Burst {
  const inside = new Set<string>();
  const before = new Set<string>();
  const unsure = new Set<string>();
  for (const { who, at, beforeAt } of endings) {
    if (at < baselineFrom || at >= until) continue;
    const event = `${who} ${at.slice(0, 10)}`;
    if (beforeAt !== null && beforeAt >= from) inside.add(event);
    else if (at >= from) unsure.add(event);
    else before.add(event);
  }
  const open = [...unsure].filter((event) => !inside.has(event)).length;
  const ended = inside.size;
  const endedBefore = before.size + open;
  const share = lengthMs(from, until) / lengthMs(baselineFrom, until);
  const chance = ended + endedBefore === 0 ? null : binomialTail(ended, ended + endedBefore, share);
  const isBurst = chance !== null && ended >= burstLeast && chance < burstChance;
  return { ended, endedBefore, unsure: open, chance, isBurst };
}

function lengthMs(from: string, until: string): number {
  return Date.parse(until) - Date.parse(from);
}

/** The chance of `least` or more successes in `trials`, each with `share`; summed from logarithms, so that none overflows. */
export function binomialTail(least: number, trials: number, share: number): number {
  if (least <= 0) return 1;
  if (least > trials || share <= 0) return 0;
  if (share >= 1) return 1;
  let logChoose = 0;
  let sum = 0;
  for (let hits = 0; hits <= trials; hits++) {
    if (hits > 0) logChoose += Math.log(trials - hits + 1) - Math.log(hits);
    if (hits < least) continue;
    sum += Math.exp(logChoose + hits * Math.log(share) + (trials - hits) * Math.log1p(-share));
  }
  return Math.min(1, sum);
}
