import type { Services, Tx } from '../platform/index.ts';
import { type PopulationStatus, populationStatuses } from './population-status.ts';
import { listPopulationRows } from './populations.store.ts';

/** Every population of the workspace and whether it is whole now, staleness included. */
export async function listPopulations(
  tx: Tx,
  services: Pick<Services, 'clock'>,
): Promise<readonly PopulationStatus[]> {
  return populationStatuses(await listPopulationRows(tx), services.clock.now());
}
