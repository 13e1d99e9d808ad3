import type { Check, Finding, Item } from '../check.ts';
import { controlVerdict, type Verdict } from './control-verdict.ts';
import { addCounts, countOutcome, type FindingCounts, noFindings } from './finding-counts.ts';
import { type FindingRow, findingsDigest } from './findings-digest.ts';
import { evaluateItem, withCompleteness } from './judge-item.ts';
import { type KnownPopulation, populationReach } from './population-reach.ts';
import { indexRelated } from './related-index.ts';

export type JudgedItem = { readonly item: Item; readonly finding: Finding };

export type PopulationResult = {
  /** One finding per item of the check's kind, completeness applied, in the order the items came. */
  readonly judged: readonly JudgedItem[];
  readonly counts: FindingCounts;
  readonly digest: string;
  readonly verdict: Verdict;
};

export type PopulationFacts = {
  /** All items of the check's kind, each once. */
  readonly items: readonly Item[];
  /** Items the check may read beside them; more than needed does no harm. */
  readonly related: Iterable<Item>;
  readonly populations: readonly KnownPopulation[];
  readonly asOf: string;
};

/**
 * Judges facts that fit in memory, as a package and its verifier do: the same facts, populations and instant always give
 * the same result.
 */
export function evaluatePopulation(check: Check, facts: PopulationFacts): PopulationResult {
  const reach = populationReach(check, facts.populations);
  const index = indexRelated(check, facts.related);
  const ofKind = facts.items.filter((item) => item.kind === check.population);
  const evaluated = ofKind.map((item) => {
    const relatedIsComplete = reach.relatedIsComplete(item.scope);
    const own = evaluateItem(check, item, index.relatedOf(item, relatedIsComplete), facts.asOf);
    const isComplete = relatedIsComplete && reach.populationIsComplete(item.scope);
    return { item, own, finding: withCompleteness(own, isComplete) };
  });
  const judged = evaluated.map(({ item, finding }) => ({ item, finding }));
  const counts = countFindings(judged);
  const digest = findingsDigest(
    evaluated.map(({ item, own }) => rowOf(item, own)),
    counts,
  );
  const { hasPopulation, isComplete } = reach;
  return {
    judged,
    counts,
    digest,
    verdict: controlVerdict({ counts, hasPopulation, populationIsComplete: isComplete }),
  };
}

/** Counts of several checks of one control, added up. */
export function sumCounts(all: readonly FindingCounts[]): FindingCounts {
  let sum = noFindings;
  for (const counts of all) sum = addCounts(sum, counts);
  return sum;
}

function countFindings(judged: readonly JudgedItem[]): FindingCounts {
  let counts = noFindings;
  for (const { finding } of judged) counts = countOutcome(counts, finding.outcome);
  return counts;
}

function rowOf(item: Item, finding: Finding): FindingRow {
  return {
    kind: item.kind,
    scope: item.scope,
    key: item.key,
    outcome: finding.outcome,
    code: finding.code,
  };
}
