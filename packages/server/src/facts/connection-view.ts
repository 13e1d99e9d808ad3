import { z } from 'zod';
import type { StoredConnection } from '../connections/index.ts';
import { isUpload, populationReport, pullError, type StoredPull } from '../intake/index.ts';
import type { Services } from '../platform/index.ts';
import { type PopulationStatus, populationStatus } from './population-status.ts';

export const pullSummary = z.object({
  id: z.string(),
  state: z.enum(['running', 'completed', 'failed', 'abandoned', 'cancelled']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  position: z.int().nullable(),
  populations: z.array(populationReport),
  error: pullError.nullable(),
});

/** A connection as the API shows it: never its secrets. */
export const connectionView = z.object({
  id: z.string(),
  connector: z.string(),
  connectorName: z.string(),
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  /** A copy handed over once: it is renewed by uploading a newer file, not by reading it again. */
  isUpload: z.boolean(),
  /** Daybook itself, which nobody connected. */
  isOwn: z.boolean(),
  lastPull: pullSummary.nullable(),
  populations: z.array(populationStatus),
});

export function viewConnection(
  connection: StoredConnection,
  pulls: readonly StoredPull[],
  populations: readonly PopulationStatus[],
  { catalog, settings }: Pick<Services, 'catalog' | 'settings'>,
): z.infer<typeof connectionView> {
  const { id, connector, name, description, createdAt } = connection;
  const pull = pulls.find((item) => item.connection === id);
  return {
    id,
    connector,
    connectorName: catalog.connectors.get(connector)?.name ?? connector,
    name,
    description,
    createdAt,
    isUpload: isUpload(connection, settings),
    isOwn: catalog.connectors.get(connector)?.isOwn === true,
    lastPull: pull === undefined ? null : summarise(pull),
    populations: populations.filter((population) => population.connections.includes(id)),
  };
}

function summarise(pull: StoredPull): z.infer<typeof pullSummary> {
  const { id, state, startedAt, finishedAt, position, populations, error } = pull;
  return { id, state, startedAt, finishedAt, position, populations: [...populations], error };
}
