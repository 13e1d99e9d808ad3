import {
  type Check,
  countOutcome,
  evaluatePopulation,
  type FindingCounts,
  findingsDigest,
  type JudgedItem,
  keepKnownFailure,
  noFindings,
  populationReach,
} from '@daybook/kit';
import type { ReplayedItem } from '../replay/replayed-facts.ts';
import type { PackedPopulation } from './packed-populations.ts';

export type JudgedPopulation = {
  readonly judged: readonly { readonly item: ReplayedItem; readonly finding: JudgedItem['finding'] }[];
  readonly counts: FindingCounts;
  readonly digest: string;
};

/**
 * One finding per item of the window. An item that failed when the lists beside it were last whole, and was not told anew
 * since, keeps its failure while they are not: nobody hides a failure by breaking a collector.
 */
export function judgePopulation(
  check: Check,
  populations: readonly PackedPopulation[],
  asOf: string,
): JudgedPopulation {
  const known = populations.map(({ claim: { kind, scope, complete } }) => ({
    kind,
    scope,
    isComplete: complete,
  }));
  const ofKind = (kind: string | undefined) => populations.filter(({ claim }) => claim.kind === kind);
  const facts = {
    items: ofKind(check.population).flatMap(({ itemsInWindow }) => itemsInWindow),
    related: ofKind(check.related?.kind).flatMap(({ items }) => items),
    asOf,
  };
  const now = evaluatePopulation(check, { ...facts, populations: known });
  const reach = populationReach(check, known);
  const whole = known.map((population) => ({ ...population, isComplete: true }));
  const isAllWhole = check.related === null || known.every(({ isComplete }) => isComplete);
  const atLastWhole = isAllWhole ? now : evaluatePopulation(check, { ...facts, populations: whole });
  const judged = now.judged.map(({ item, finding }, i) => {
    // `evaluatePopulation` hands back the very items it was given, in their order
    const replayed = item as ReplayedItem;
    const isWhole = reach.relatedIsComplete(item.scope);
    const before = atLastWhole.judged[i]?.finding ?? null;
    const wasWhole = isWhole || replayed.position < lastWholePosition(check, item.scope, populations);
    return { item: replayed, finding: wasWhole ? keepKnownFailure(before, finding, isWhole) : finding };
  });
  return { judged, ...summary(judged) };
}

/** Up to which position all lists beside an item of this scope were last whole together; -1 when never. */
function lastWholePosition(check: Check, scope: string, populations: readonly PackedPopulation[]): number {
  const inReach = populations.filter(
    ({ claim }) =>
      claim.kind === check.related?.kind && (check.related.scope === 'any' || claim.scope === scope),
  );
  return inReach.length === 0 ? -1 : Math.min(...inReach.map(({ lastWholeAt }) => lastWholeAt));
}

function summary(judged: JudgedPopulation['judged']): { counts: FindingCounts; digest: string } {
  let counts = noFindings;
  for (const { finding } of judged) counts = countOutcome(counts, finding.outcome);
  const rows = judged.map(({ item: { kind, scope, key }, finding: { outcome, code } }) => {
    return { kind, scope, key, outcome, code };
  });
  return { counts, digest: findingsDigest(rows, counts) };
}
