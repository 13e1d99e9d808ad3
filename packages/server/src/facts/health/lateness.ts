export type Lateness = {
  /** Of the newest entries that say when they happened. */
  readonly entries: number;
  /** Recorded later than expected. */
  readonly late: number;
  readonly medianLagSeconds: number;
  readonly sentence: string;
};

/** How long after it happened evidence was recorded, held against how often its source is to be read. */
export function lateness(
  lagsMs: readonly number[],
  { expectedHours, isUpload }: { readonly expectedHours: number; readonly isUpload: boolean },
): Lateness {
  const entries = lagsMs.length;
  const byHand = isUpload ? ' It was handed over as a file, by hand.' : '';
  if (entries === 0) {
    const sentence = `Nothing recorded since its first reading says when it happened, so lateness cannot be told.${byHand}`;
    return { entries, late: 0, medianLagSeconds: 0, sentence };
  }
  const late = lagsMs.filter((lagMs) => lagMs > expectedHours * 3_600_000).length;
  const medianLagSeconds = Math.round(medianOf(lagsMs) / 1_000);
  const sentence = `${late} of the newest ${entries} entries were recorded more than ${expectedHours} hours after they happened; half of them within ${plainTime(medianLagSeconds)}.${byHand}`;
  return { entries, late, medianLagSeconds, sentence };
}

/** The lower of the two middle ones where their number is even. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function plainTime(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} hours`;
  return `${Math.round(seconds / 86_400)} days`;
}
