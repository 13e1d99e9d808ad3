import { factKindRules } from '@daybook/kit';
import type { Services, Tx } from '../platform/index.ts';
import type { AsKnown } from './as-known.ts';
import { countItems } from './items.store.ts';
import { type PopulationStatus, populationStatuses } from './population-status.ts';
import { listPopulationRows, listPopulationRowsAt, type PopulationRow } from './populations.store.ts';

/** Every population of the workspace, or of these connections, and whether it is whole now, staleness included. */
export async function listPopulations(
  tx: Tx,
  services: Pick<Services, 'clock'>,
  connections: readonly string[] | null = null,
): Promise<readonly PopulationStatus[]> {
  const rows = ofConnections(await listPopulationRows(tx), connections);
  return populationStatuses(rows, services.clock.now());
}

function ofConnections(
  rows: readonly PopulationRow[],
  connections: readonly string[] | null,
): readonly PopulationRow[] {
  return connections === null ? rows : rows.filter(({ connection }) => connections.includes(connection));
}

/** The same as it was known then: a list that is whole today may not have been, or not have been there at all. */
export async function listPopulationsAt(tx: Tx, at: AsKnown): Promise<readonly PopulationStatus[]> {
  const statuses = populationStatuses(await populationRowsAt(tx, at), at.asOf);
  if (at.view.trueAt === null) return statuses;
  const counted: PopulationStatus[] = [];
  for (const status of statuses) {
    if (!isOfEvents(status)) counted.push(status);
    else counted.push({ ...status, items: await countItems(tx, status.kind, status.scope, at.view) });
  }
  return counted;
}

/**
 * What had been told of each population. A list of states tells of the moment it was read; a list of events also of the time
 * before, so the newest one known counts.
 */
export async function populationRowsAt(tx: Tx, at: AsKnown): Promise<readonly PopulationRow[]> {
  const position = at.position ?? Number.MAX_SAFE_INTEGER;
  const { trueAt } = at.view;
  const connections = at.view.connections ?? null;
  const newest = ofConnections(await listPopulationRowsAt(tx, { position, toldBy: null }), connections);
  if (trueAt === null) return newest;
  const states = ofConnections(await listPopulationRowsAt(tx, { position, toldBy: trueAt }), connections);
  return [...newest.filter(isOfEvents), ...states.filter((row) => !isOfEvents(row))];
}

function isOfEvents({ kind }: Pick<PopulationRow, 'kind'>): boolean {
  return factKindRules[kind].time === 'event';
}
