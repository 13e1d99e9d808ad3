import type { Check, Finding, Item, RelatedFacts } from '../check.ts';
import type { FactKind } from '../ontology.ts';

export type JudgingContext = {
  /** Whether the item's own population is whole and fresh at `asOf`. */
  readonly populationIsComplete: boolean;
  readonly asOf: string;
};

/**
 * The finding as it may be shown: the check's own finding under the engine's rule that nothing passes on a list that is
 * not whole. Never throws; a check that throws gives `unknown` with `check-error`.
 */
export function judgeItem<K extends FactKind, R extends FactKind>(
  check: Check<K, R>,
  item: Item<K>,
  related: RelatedFacts<R>,
  context: JudgingContext,
): Finding {
  const relatedIsComplete = check.related === null || related.isComplete;
  const finding = evaluateItem(check, item, related, context.asOf);
  return withCompleteness(finding, context.populationIsComplete && relatedIsComplete);
}

/** The check's own finding, before completeness is applied. This is what the server keeps. */
export function evaluateItem<K extends FactKind, R extends FactKind>(
  check: Check<K, R>,
  item: Item<K>,
  related: RelatedFacts<R>,
  asOf: string,
): Finding {
  try {
    return check.evaluate(item, related, { asOf });
  } catch {
    // The error's words may hold personal data, and findings must not depend on the runtime's wording.
    return {
      outcome: 'unknown',
      code: 'check-error',
      reason: 'the check stopped with an error on this item',
      settle: 'report this check, naming the item, so that a corrected version can be released',
    };
  }
}

/** Turns a pass into unknown where the population, or what it rests on, is not whole. A failure stays a failure. */
export function withCompleteness(finding: Finding, isComplete: boolean): Finding {
  if (isComplete || finding.outcome !== 'pass') return finding;
  return {
    outcome: 'unknown',
    code: 'population-incomplete',
    reason: 'what is known speaks for it, but the list it comes from is not complete',
    settle: 'collect the source again until the list is complete',
    ...(finding.reevaluateAt === undefined ? {} : { reevaluateAt: finding.reevaluateAt }),
  };
}

/**
 * A failure once known stays known while what could explain it away cannot be seen: nobody hides a failure by breaking a
 * collector. `next` replaces it as soon as the lists are whole again or the item itself shows something better.
 */
export function keepKnownFailure(previous: Finding | null, next: Finding, isComplete: boolean): Finding {
  const isHidden = !isComplete && next.outcome === 'unknown';
  return previous !== null && previous.outcome === 'fail' && isHidden ? previous : next;
}
