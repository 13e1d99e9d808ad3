import type { Connector, Emission } from '../connector.ts';
import { type FactKind, type RecordOf, recordSchemas } from '../ontology.ts';
import { collectReplay, type ReplayCollected } from './collect-replay.ts';
import type { ReplayRequest, ReplayRoutes } from './replay.ts';
import { startReplay } from './replay-server.ts';

/** Starts a source, reads it once, and ends it. */
export async function readReplay(
  connector: Connector,
  routes: ReplayRoutes,
  settings: (baseUrl: string) => unknown,
): Promise<ReplayCollected & { readonly requests: readonly ReplayRequest[] }> {
  const server = await startReplay(routes);
  try {
    return { ...(await collectReplay(connector, settings(server.url))), requests: server.requests };
  } finally {
    await server.close();
  }
}

/** The records of one kind, each held against its schema. */
export function recordsOf<K extends FactKind>(emissions: readonly Emission[], kind: K): RecordOf<K>[] {
  return emissions.flatMap((one) =>
    // What an emission of this kind holds was parsed by the schema of the kind.
    one.type === 'record' && one.kind === kind ? [recordSchemas[kind].parse(one.record) as RecordOf<K>] : [],
  );
}

/** How the population of one kind ended. */
export function endOf(emissions: readonly Emission[], kind: FactKind): Emission | undefined {
  return emissions.find((one) => one.type === 'end' && one.kind === kind);
}
