import type { ReviewItem } from './review-item.ts';

export type DecidedItem = Pick<ReviewItem, 'holder' | 'person' | 'inDetail' | 'risks'> & {
  readonly decision: 'keep' | 'change' | 'remove';
  readonly decidedBy: string;
  readonly isGroup: boolean;
  /** Null: not measured. */
  readonly seconds: number | null;
};

/** What the two reviews before this one said of its systems; fewer where there were fewer. */
export type FormerReview = { readonly removals: number };

/** What can be said of how a review was done: facts with their N, no judgement. */
export type ReviewFacts = {
  readonly items: number;
  readonly kept: number;
  readonly changed: number;
  readonly removed: number;
  readonly decidedAlone: number;
  readonly decidedTogether: number;
  /** 0 to 1; null where nothing was decided. */
  readonly shareTogether: number | null;
  readonly ownDecisions: number;
  /** Items with dangerous or unknown rights, decided one by one and measured. */
  readonly riskyMeasured: number;
  readonly riskyUnmeasured: number;
  readonly medianSecondsRisky: number | null;
  readonly reviewers: number;
  /** Three reviews in a row removed nothing although people left or moved. */
  readonly threeWithoutRemoval: boolean;
  readonly leaversMeanwhile: number;
  readonly signals: readonly Signal[];
};

/** Shown as facts; a reader decides what they mean. */
export type Signal = 'fast-on-risky' | 'mostly-together' | 'never-removes' | 'own-items' | 'unmeasured';

const fastSeconds = 3;
const mostShare = 0.9;

export function reviewFacts(
  items: readonly DecidedItem[],
  before: readonly FormerReview[],
  leaversMeanwhile: number,
): ReviewFacts {
  const of = (decision: DecidedItem['decision']) => items.filter((one) => one.decision === decision).length;
  const together = items.filter(({ isGroup }) => isGroup).length;
  const risky = items.filter(({ risks, isGroup }) => risks.length > 0 && !isGroup);
  const measured = risky.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  const removed = of('remove');
  const facts = {
    items: items.length,
    kept: of('keep'),
    changed: of('change'),
    removed,
    decidedAlone: items.length - together,
    decidedTogether: together,
    shareTogether: items.length === 0 ? null : together / items.length,
    ownDecisions: items.filter(
      ({ decidedBy, holder, person }) => decidedBy === holder || decidedBy === person,
    ).length,
    riskyMeasured: measured.length,
    riskyUnmeasured: risky.length - measured.length,
    medianSecondsRisky: median(measured),
    reviewers: new Set(items.map(({ decidedBy }) => decidedBy)).size,
    threeWithoutRemoval:
      removed === 0 &&
      before.length >= 2 &&
      before.slice(0, 2).every((one) => one.removals === 0) &&
      leaversMeanwhile > 0,
    leaversMeanwhile,
  };
  return { ...facts, signals: signalsOf(facts) };
}

function signalsOf(facts: Omit<ReviewFacts, 'signals'>): readonly Signal[] {
  const { medianSecondsRisky, shareTogether } = facts;
  return [
    ...(medianSecondsRisky !== null && medianSecondsRisky < fastSeconds ? (['fast-on-risky'] as const) : []),
    ...(shareTogether !== null && shareTogether > mostShare ? (['mostly-together'] as const) : []),
    ...(facts.threeWithoutRemoval ? (['never-removes'] as const) : []),
    ...(facts.ownDecisions > 0 ? (['own-items'] as const) : []),
    ...(facts.riskyUnmeasured > 0 ? (['unmeasured'] as const) : []),
  ];
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
