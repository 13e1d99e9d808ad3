import { listConnections } from '../../connections/index.ts';
import { isUpload } from '../../intake/index.ts';
import type { Services, Settings, Tx } from '../../platform/index.ts';

/** What reading the list takes. */
export type AccessServices = Pick<Services, 'clock' | 'dataKeys' | 'catalog'> & {
  readonly settings: Pick<Settings, 'dataDir'>;
};

/** How a list was had: read from the system, from a file somebody exported, or said by two people. */
export type ListSource = 'live' | 'import' | 'attested';

/** The best of these connections counts; one that is not known any more counts as a file. */
export async function readSources(
  tx: Tx,
  { catalog, settings }: Pick<AccessServices, 'catalog' | 'settings'>,
): Promise<(connections: readonly string[], system: string) => ListSource> {
  const sources = new Map<string, ListSource | 'own'>();
  for (const connection of await listConnections(tx)) {
    const connector = catalog.connectors.get(connection.connector);
    const isFile = isUpload(connection, settings) || connector?.previewFile !== undefined;
    sources.set(connection.id, connector?.isOwn === true ? 'own' : isFile ? 'import' : 'live');
  }
  return (connections, system) => {
    const found = connections.map((id) => sourceIn(sources.get(id), system));
    if (found.includes('live')) return 'live';
    return found.includes('import') || found.length === 0 ? 'import' : 'attested';
  };
}

/** What Daybook tells of other systems is what people attested there. */
function sourceIn(source: ListSource | 'own' | undefined, system: string): ListSource {
  if (source === 'own') return system === ownSystem ? 'live' : 'attested';
  return source ?? 'import';
}

const ownSystem = 'daybook';
