import type { ReleasedCheck } from '@daybook/catalog';
import { type FindingCounts, populationReach, type Verdict } from '@daybook/kit';
import type { CheckResult } from './check-results.store.ts';
import { judgeControl } from './control-judgement.ts';
import type { PopulationSighting } from './population-sightings.store.ts';
import { populationsAt } from './populations-at.ts';

export type RibbonDay = {
  /** `YYYY-MM-DD`, from midnight to midnight UTC. */
  readonly day: string;
  readonly state: Verdict | 'unobserved';
  readonly counts: FindingCounts | null;
};

export type RibbonInput = {
  readonly checks: readonly ReleasedCheck[];
  /** In the order they were recorded, with the last one of each check before the first day. */
  readonly results: readonly CheckResult[];
  /** In the order they were made, with the last one of each population before the first day. */
  readonly sightings: readonly PopulationSighting[];
  /** First and last day, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  readonly now: string;
};

/**
 * One state per day: the verdict at the day's end (now, for today). A day before the first result is unobserved. A day on
 * which a list became too old is not observable unless a failure is known, even where a new list came before its end.
 */
export function ribbonDays(input: RibbonInput): readonly RibbonDay[] {
  const days: RibbonDay[] = [];
  const stale = staleSpans(input);
  for (let day = input.from; day <= input.to; day = dayAfter(day)) days.push(ribbonDay(input, day, stale));
  return days;
}

function ribbonDay(input: RibbonInput, day: string, stale: readonly Span[]): RibbonDay {
  const beginsAt = `${day}T00:00:00.000Z`;
  const endsAt = `${day}T23:59:59.999Z`;
  const asOf = endsAt < input.now ? endsAt : input.now;
  const known = input.results.filter((result) => result.recordedAt <= asOf);
  if (known.length === 0 || beginsAt > input.now) return { day, state: 'unobserved', counts: null };
  const standings = input.checks.map((release) => ({
    release,
    result: known.findLast((result) => result.checkId === release.check.id) ?? null,
  }));
  const { verdict, counts } = judgeControl(standings, populationsAt(input.sightings, asOf));
  const wasStale = stale.some((span) => span.after <= asOf && span.until > beginsAt);
  return { day, state: wasStale && verdict !== 'not-effective' ? 'not-observable' : verdict, counts };
}

type Span = { readonly after: string; readonly until: string };

/** The times at which a list in reach was older than its maximum gap. */
function staleSpans({ checks, sightings, now }: RibbonInput): readonly Span[] {
  const reached = new Set(
    checks.flatMap(({ check }) => populationReach(check, sightings).populations.map(placeOf)),
  );
  const nextSeenAt = new Map<string, string>();
  const spans: Span[] = [];
  for (const sighting of sightings.toReversed()) {
    const place = placeOf(sighting);
    const until = nextSeenAt.get(place) ?? now;
    nextSeenAt.set(place, sighting.seenAt);
    const after = sighting.staleAt;
    if (after !== null && after < until && reached.has(place)) spans.push({ after, until });
  }
  return spans;
}

function placeOf(population: { readonly kind: string; readonly scope: string }): string {
  return `${population.kind}\n${population.scope}`;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
}
