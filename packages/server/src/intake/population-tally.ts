import type { Emission } from '@daybook/kit';
import type { PopulationReport } from './population-report.ts';
import { shrunkenReason } from './shrunken-list.ts';

type Opened = Extract<Emission, { type: 'population' }>;
type Ended = Extract<Emission, { type: 'end' }>;

/** More than one rejected record in a hundred and the whole population is refused. */
const rejectedShareMax = 0.01;
const rejectedListedMax = 20;
const gapsMax = 50;

/** Counts one population while it is read. Lives for one pull; `report` says what became of it. */
export type PopulationTally = {
  readonly kind: string;
  readonly scope: string;
  readonly query: string;
  readonly maxGapHours: number;
  /** A log of which the source tells only the newest part. */
  readonly keepsPast: boolean;
  /** Items of such a log that an earlier pull told and this one no longer does. */
  past: number;
  items: number;
  added: number;
  changed: number;
  closed: number;
  /** Set where so much was gone at once that nothing of it is stated gone. */
  withheld: { readonly gone: number; readonly known: number; readonly isFile: boolean } | null;
  rejected: number;
  duplicates: number;
  first: string | null;
  last: string | null;
  readonly rejections: string[];
  ended: Ended | null;
  snapshotDigest: string;
};

export function openTally(opened: Opened): PopulationTally {
  return {
    kind: opened.kind,
    scope: opened.scope,
    query: opened.query,
    maxGapHours: opened.maxGapHours,
    keepsPast: opened.keepsPast === true,
    past: 0,
    items: 0,
    added: 0,
    changed: 0,
    closed: 0,
    withheld: null,
    rejected: 0,
    duplicates: 0,
    first: null,
    last: null,
    rejections: [],
    ended: null,
    snapshotDigest: '',
  };
}

export function countRejected(tally: PopulationTally, where: string, reason: string): void {
  tally.rejected += 1;
  if (tally.rejections.length < rejectedListedMax) tally.rejections.push(`${where}: ${reason}`);
}

export function countInstant(tally: PopulationTally, occurredAt: string | null): void {
  if (occurredAt === null) return;
  if (tally.first === null || occurredAt < tally.first) tally.first = occurredAt;
  if (tally.last === null || occurredAt > tally.last) tally.last = occurredAt;
}

/** Read to its end, and with at most one rejected record in a hundred. */
export function isVisible(tally: PopulationTally): boolean {
  const read = tally.items + tally.rejected;
  return (
    tally.ended?.isComplete === true && (tally.rejected === 0 || tally.rejected / read <= rejectedShareMax)
  );
}

/** Visible, without a known hole, nothing rejected, as many as the source says there are, and not suddenly much shorter. */
export function isComplete(tally: PopulationTally): boolean {
  const hasGaps = (tally.ended?.gaps.length ?? 0) > 0;
  const isSteady = tally.rejected === 0 && tally.withheld === null;
  return isVisible(tally) && !hasGaps && isSteady && !differsFromSource(tally);
}

function differsFromSource(tally: PopulationTally): boolean {
  const stated = tally.ended?.sourceCount ?? null;
  return stated !== null && stated !== tally.items + tally.rejected + tally.duplicates;
}

export function reportOf(tally: PopulationTally): PopulationReport {
  const { ended } = tally;
  return {
    kind: tally.kind,
    scope: tally.scope,
    query: tally.query,
    items: tally.items + tally.past,
    added: tally.added,
    changed: tally.changed,
    closed: tally.closed,
    rejected: tally.rejected,
    duplicates: tally.duplicates,
    complete: isComplete(tally),
    visible: isVisible(tally),
    reasons: reasonsOf(tally),
    pages: ended?.pages ?? 0,
    first: tally.first,
    last: tally.last,
    sourceCount: ended?.sourceCount ?? null,
    gaps: [...(ended?.gaps ?? [])].slice(0, gapsMax),
    snapshotDigest: tally.snapshotDigest,
    attributes: { ...ended?.attributes },
    maxGapHours: tally.maxGapHours,
    ...(tally.withheld !== null && { withheld: tally.withheld.gone }),
  };
}

function reasonsOf(tally: PopulationTally): string[] {
  const reasons = [...(tally.ended?.reasons ?? ['the source ended before this list was whole'])];
  reasons.push(...(tally.ended?.gaps ?? []).slice(0, gapsMax));
  if (tally.rejected > 0) {
    const verdict = isVisible(tally)
      ? 'the others were taken over'
      : 'more than 1 in 100, so nothing was taken over';
    reasons.push(
      `${tally.rejected} of ${tally.items + tally.rejected} records could not be read; ${verdict}`,
    );
    reasons.push(...tally.rejections);
  }
  if (isVisible(tally) && differsFromSource(tally)) {
    reasons.push(`the source states ${tally.ended?.sourceCount} items, ${tally.items} came`);
  }
  if (tally.withheld !== null) reasons.push(shrunkenReason(tally.withheld, tally.withheld.isFile));
  return reasons;
}
