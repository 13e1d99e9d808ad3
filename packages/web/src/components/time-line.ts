export type LineMark = {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** What it is, in full; said when one comes to it. */
  readonly text: string;
  readonly href: string | null;
};

export type Span = { readonly fromMs: number; readonly toMs: number };

/** Marks so close that they would lie on each other, drawn as one with their number. */
export type Cluster = {
  readonly share: number;
  readonly marks: readonly [LineMark, ...(readonly LineMark[])];
};

/** Marks of a lane that fall into the span, from left to right; those nearer than `nearness` (a share of the width) are one. */
export function clustersOf(marks: readonly LineMark[], span: Span, nearness: number): readonly Cluster[] {
  const clusters: Cluster[] = [];
  for (const mark of marksIn(marks, span)) {
    const share = shareOf(mark.atMs, span);
    const last = clusters.at(-1);
    if (last !== undefined && share - last.share < nearness)
      clusters[clusters.length - 1] = { ...last, marks: [...last.marks, mark] };
    else clusters.push({ share, marks: [mark] });
  }
  return clusters;
}

export function marksIn(marks: readonly LineMark[], { fromMs, toMs }: Span): readonly LineMark[] {
  return marks
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .toSorted((one, other) => one.atMs - other.atMs);
}

/** Where in the span an instant lies, 0 to 1; outside it at its edge. */
export function shareOf(atMs: number, { fromMs, toMs }: Span): number {
  return Math.max(0, Math.min(1, (atMs - fromMs) / Math.max(1, toMs - fromMs)));
}

/** Times longer than `longestMs` in which nothing happened, cut to the span. `beganMs` is when anything could first happen. */
export function silences(
  timesMs: readonly number[],
  { span, beganMs, longestMs }: { span: Span; beganMs: number; longestMs: number },
): readonly Span[] {
  const ordered = [...timesMs].sort((one, other) => one - other);
  const ends = [...ordered, span.toMs];
  return ends.flatMap((end, place) => {
    const start = place === 0 ? beganMs : (ordered[place - 1] ?? beganMs);
    if (end - start <= longestMs) return [];
    const cut = { fromMs: Math.max(start, span.fromMs), toMs: Math.min(end, span.toMs) };
    return cut.toMs > cut.fromMs ? [cut] : [];
  });
}
