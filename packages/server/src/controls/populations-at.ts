import type { KnownPopulation } from '@daybook/kit';
import type { PopulationSighting } from './population-sightings.store.ts';

export type PopulationAt = KnownPopulation & { readonly reasons: readonly string[] };

/** What is known of each population at an instant: whole only when the last complete list is not too old by then. */
export function populationsAt(
  sightings: readonly PopulationSighting[],
  asOf: string,
): readonly PopulationAt[] {
  const newest = new Map<string, PopulationSighting>();
  for (const sighting of sightings) {
    if (sighting.seenAt <= asOf) newest.set(`${sighting.kind}\n${sighting.scope}`, sighting);
  }
  return [...newest.values()].map((sighting) => populationAt(sighting, asOf));
}

function populationAt({ kind, scope, isComplete, staleAt, reasons }: PopulationSighting, asOf: string) {
  const isFresh = staleAt !== null && asOf < staleAt;
  if (!isComplete || isFresh) return { kind, scope, isComplete: isComplete && isFresh, reasons };
  return {
    kind,
    scope,
    isComplete: false,
    reasons: ['the last complete list is older than its maximum gap'],
  };
}
