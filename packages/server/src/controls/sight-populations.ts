import { listPopulations, type PopulationStatus } from '../facts/index.ts';
import type { Services, Tx } from '../platform/index.ts';
import { insertSightings, type PopulationSighting, sightingsAt } from './population-sightings.store.ts';

/** Notes each population whose completeness or age differs from what was noted last. */
export async function sightPopulations(
  tx: Tx,
  asOf: string,
  services: Pick<Services, 'clock'>,
): Promise<void> {
  const known = new Map((await sightingsAt(tx, asOf)).map((sighting) => [placeOf(sighting), sighting]));
  const seen = (await listPopulations(tx, services)).map((population) => sightingOf(population, asOf));
  await insertSightings(
    tx,
    seen.filter((sighting) => isNews(known.get(placeOf(sighting)), sighting)),
  );
}

function sightingOf(population: PopulationStatus, seenAt: string): PopulationSighting {
  const { kind, scope, isComplete, staleAt, reasons } = population;
  return { kind, scope, seenAt, isComplete, staleAt, reasons };
}

/** A list that only grew too old is told by its last sighting; noting it again would hide when that began. */
function isNews(known: PopulationSighting | undefined, seen: PopulationSighting): boolean {
  if (known === undefined) return true;
  const hasAged = known.isComplete && known.staleAt !== null && known.staleAt <= seen.seenAt;
  if (hasAged && !seen.isComplete) return false;
  const isSameWords = known.reasons.join('\n') === seen.reasons.join('\n');
  return known.staleAt !== seen.staleAt || known.isComplete !== seen.isComplete || !isSameWords;
}

function placeOf(population: { readonly kind: string; readonly scope: string }): string {
  return `${population.kind}\n${population.scope}`;
}
