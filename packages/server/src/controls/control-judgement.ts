import type { ReleasedCheck } from '@daybook/catalog';
import {
  addCounts,
  controlVerdict,
  countsWithCompleteness,
  type FindingCounts,
  noFindings,
  type PopulationReach,
  populationReach,
  type Verdict,
} from '@daybook/kit';
import type { CheckResult, ScopeCounts } from './check-results.store.ts';
import { nextAction, plainReason } from './plain-words.ts';
import type { PopulationAt } from './populations-at.ts';

/** One check of a control, and what its newest evaluation found; null before the first. */
export type CheckStanding = { readonly release: ReleasedCheck; readonly result: CheckResult | null };

export type ControlJudgement = {
  readonly verdict: Verdict;
  /** Completeness applied: passes on lists that are not whole count as unknown. */
  readonly counts: FindingCounts;
  /** All items looked at; the applicable ones among them are N. */
  readonly items: number;
  /** One plain sentence with N. */
  readonly reason: string;
  readonly next: string | null;
};

/** What can be said of a control from what its checks found and what was known of their populations. */
export function judgeControl(
  standings: readonly CheckStanding[],
  populations: readonly PopulationAt[],
): ControlJudgement {
  let counts: FindingCounts = noFindings;
  const reaches = standings.map((standing) => populationReach(standing.release.check, populations));
  for (const [i, { result }] of standings.entries()) {
    const reach = reaches[i];
    if (reach !== undefined) counts = addCounts(counts, shownCounts(result?.scopes ?? [], reach));
  }
  const verdict = controlVerdict({
    counts,
    hasPopulation: reaches.some((reach) => reach.hasPopulation),
    populationIsComplete: reaches.every((reach) => reach.isComplete),
  });
  const items = counts.pass + counts.fail + counts.unknown + counts.notApplicable;
  const situation = { standings, populations, counts, verdict, items };
  return { verdict, counts, items, reason: plainReason(situation), next: nextAction(situation) };
}

/** Counts as they may be shown: what rests on a list that is not whole does not pass. */
export function shownCounts(scopes: readonly ScopeCounts[], reach: PopulationReach): FindingCounts {
  let shown: FindingCounts = noFindings;
  for (const { scope, counts } of scopes) {
    shown = addCounts(shown, countsWithCompleteness(counts, mayPass(reach, scope)));
  }
  return shown;
}

export function mayPass(reach: PopulationReach, scope: string): boolean {
  return reach.populationIsComplete(scope) && reach.relatedIsComplete(scope);
}
