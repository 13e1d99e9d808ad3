/** A time a third party stated, and ours when it reached us. */
export type StatedTime = {
  readonly kind: 'witness' | 'timestamp' | 'mail';
  readonly by: string;
  readonly at: string;
  readonly takenAt: string;
};

export type ClockHealth = {
  readonly state: 'ok' | 'skewed' | 'unknown';
  /** Ours minus theirs, in whole seconds. */
  readonly skewSeconds: number | null;
  readonly comparedWith: string | null;
  /** When they were compared, by our clock. */
  readonly at: string | null;
  readonly sentence: string;
};

/** Third parties may answer a little late and state whole seconds; past this the clocks disagree. */
export const skewMaxSeconds = 60;
const ageMaxMs = 24 * 60 * 60 * 1_000;

/** Our clock by the newest time a witness or a time-stamping authority stated. Nothing to compare with is never `ok`. */
export function clockHealth(times: readonly StatedTime[], now: string): ClockHealth {
  // A mail server confirms what our own clock said.
  const [newest] = times
    .filter(({ kind }) => kind !== 'mail')
    .toSorted((one, other) => (one.takenAt < other.takenAt ? 1 : -1));
  if (newest === undefined) {
    return unknown('No third party has stated a time yet, so nothing outside confirms this clock.');
  }
  const { by, at, takenAt } = newest;
  const skewSeconds = Math.round((Date.parse(takenAt) - Date.parse(at)) / 1_000);
  const told = { skewSeconds, comparedWith: by, at: takenAt };
  if (Math.abs(skewSeconds) > skewMaxSeconds) {
    const way = skewSeconds > 0 ? 'ahead of' : 'behind';
    const sentence = `This clock was ${Math.abs(skewSeconds)} seconds ${way} the one of ${by}: set it right, for every entry carries its time.`;
    return { state: 'skewed', ...told, sentence };
  }
  if (Date.parse(now) - Date.parse(takenAt) > ageMaxMs) {
    return {
      ...unknown(`The clock was last compared at ${takenAt}, which is more than a day ago.`),
      ...told,
    };
  }
  return {
    state: 'ok',
    ...told,
    sentence: `This clock and the one of ${by} agree within ${skewMaxSeconds} seconds.`,
  };
}

function unknown(sentence: string): ClockHealth {
  return { state: 'unknown', skewSeconds: null, comparedWith: null, at: null, sentence };
}
