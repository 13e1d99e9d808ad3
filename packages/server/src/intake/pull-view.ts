import { z } from 'zod';
import type { StoredConnection } from '../connections/index.ts';
import { populationReport, pullError } from './population-report.ts';
import type { StoredPull } from './pulls.store.ts';

/** A pull as the API shows it. */
export const pullView = z.object({
  id: z.string(),
  connection: z.string(),
  connector: z.string(),
  state: z.enum(['running', 'completed', 'failed', 'abandoned', 'cancelled']),
  phase: z.string(),
  progress: z.object({ done: z.int(), total: z.int().nullable(), unit: z.string() }),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  position: z.int().nullable(),
  populations: z.array(populationReport),
  error: pullError.nullable(),
});

export type PullView = z.infer<typeof pullView>;

export function viewPull(pull: StoredPull, connections: readonly StoredConnection[]): PullView {
  const connector = connections.find((connection) => connection.id === pull.connection)?.connector ?? '';
  const { id, connection, state, phase, progress, startedAt, finishedAt, position, populations, error } =
    pull;
  const shown = { id, connection, connector, state, phase, progress, startedAt, finishedAt, position, error };
  return { ...shown, populations: [...populations] };
}
