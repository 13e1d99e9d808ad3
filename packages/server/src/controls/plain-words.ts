import { type FactKind, type FindingCounts, factKindRules, type Verdict } from '@daybook/kit';
import type { CheckStanding } from './control-judgement.ts';
import type { PopulationAt } from './populations-at.ts';

type Situation = {
  readonly standings: readonly CheckStanding[];
  readonly populations: readonly PopulationAt[];
  readonly counts: FindingCounts;
  readonly verdict: Verdict;
  readonly items: number;
};

/** One sentence with N that says why the verdict is what it is. */
export function plainReason(situation: Situation): string {
  const { counts, verdict } = situation;
  const applicable = counts.pass + counts.fail + counts.unknown;
  const things = thingsOf(situation);
  switch (verdict) {
    case 'effective':
      return applicable === 1
        ? `The only one of the ${things} passes.`
        : `All ${count(applicable)} ${things} pass.`;
    case 'not-effective':
    case 'effective-with-deviations':
      return `${count(counts.fail)} of ${count(applicable)} ${things} fail; ${count(counts.pass)} pass and ${count(counts.unknown)} are unknown.`;
    case 'not-observable':
      return unobservableReason(situation, applicable, things);
    case 'not-tested':
      return untestedReason(situation, things);
    case 'too-early':
      return `It is too early to say: ${count(applicable)} ${things} so far.`;
  }
}

/** What to do next, or null where nothing is asked of anyone. */
export function nextAction(situation: Situation): string | null {
  const { counts, verdict } = situation;
  const missing = missingKinds(situation);
  if (verdict === 'not-effective')
    return `Look at the ${count(counts.fail)} ${thingsOf(situation)} that fail.`;
  if (missing[0] !== undefined) return `Connect a source that lists ${plural(missing[0])}.`;
  if (verdict !== 'not-observable') return null;
  const broken = incompletePopulation(situation);
  if (broken !== undefined)
    return `Collect the source again until its list of ${plural(broken.kind)} is complete.`;
  const settle = situation.standings.map((standing) => standing.result?.commonestSettle ?? null);
  const words = settle.find((text) => text !== null);
  return words === undefined || words === null ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function unobservableReason(situation: Situation, applicable: number, things: string): string {
  const broken = incompletePopulation(situation);
  const unknown = `${count(situation.counts.unknown)} of ${count(applicable)} ${things} cannot be judged`;
  if (broken === undefined) return `${unknown}; ${count(situation.counts.pass)} pass.`;
  const why = broken.reasons[0] ?? 'its source has not been read to the end';
  return `${unknown}: the list of ${plural(broken.kind)} is not complete (${why.replace(/\.$/, '')}).`;
}

function untestedReason(situation: Situation, things: string): string {
  if (!hasItemsPopulation(situation)) return `No source has listed any ${things} yet.`;
  if (situation.items === 0) return `The complete list of ${things} is empty.`;
  return `This applies to none of the ${count(situation.items)} ${things}.`;
}

function hasItemsPopulation({ standings, populations }: Situation): boolean {
  const kinds = new Set<string>(standings.map((standing) => standing.release.check.population));
  return populations.some((population) => kinds.has(population.kind));
}

/** Kinds that the control's checks look at and no source has ever listed; what matters first comes first. */
function missingKinds({ standings, populations, counts }: Situation): readonly FactKind[] {
  const own = standings.map((standing) => standing.release.check.population);
  const related = standings.flatMap((standing) => standing.release.check.related?.kind ?? []);
  const known = new Set(populations.map((population) => population.kind));
  const wanted = counts.unknown > 0 || counts.fail > 0 ? [...own, ...related] : own;
  return wanted.filter((kind) => !known.has(kind));
}

function incompletePopulation({ standings, populations }: Situation): PopulationAt | undefined {
  const kinds = new Set<string>();
  for (const { release } of standings) {
    kinds.add(release.check.population);
    if (release.check.related !== null) kinds.add(release.check.related.kind);
  }
  return populations.find((population) => kinds.has(population.kind) && !population.isComplete);
}

function thingsOf({ standings }: Situation): string {
  const kinds = new Set(standings.map((standing) => standing.release.check.population));
  return [...kinds].map((kind) => plural(kind)).join(' and ') || 'items';
}

function plural(kind: string): string {
  const rules = Object.entries(factKindRules).find(([name]) => name === kind);
  return rules?.[1].plural ?? kind;
}

function count(items: number): string {
  // bounded: a number has few digits
  return String(items).replace(/\B(?=(\d{3})+$)/g, ',');
}
