import type { Connector } from '@daybook/kit';
import { append } from '../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { findConnectionLike, insertConnection, type StoredConnection } from './connections.store.ts';
import { parseSettings, splitSecrets } from './open-settings.ts';

export type NewConnection = {
  readonly connector: string;
  readonly name: string | null;
  readonly settings: unknown;
  readonly actor: Actor;
};

/** Stores a link to a source, secrets sealed, and writes it down. Refuses a second link to the same source. */
export async function createConnection(
  tx: Tx,
  input: NewConnection,
  services: Services,
): Promise<StoredConnection> {
  const connector = needConnector(services, input.connector);
  const settings = parseSettings(connector, input.settings);
  const { plain, secrets } = splitSecrets(connector, settings);
  const id = services.ids.make('con');
  const description = connector.describe(settings);
  const connection: StoredConnection = {
    id,
    connector: connector.id,
    name: input.name ?? `${connector.name}: ${shortWords(description)}`,
    description,
    settings: plain,
    sealedSecrets: sealSecrets(id, secrets, services),
    createdAt: services.clock.now(),
  };
  if (!(await insertConnection(tx, connection))) {
    refuse('conflict', 'this source is already connected', 'collect it again from its page');
  }
  await append(tx, [connectionCreated(connection, input.actor)], services);
  return connection;
}

/** The connection that already reads this source, else a new one. */
export async function findOrCreateConnection(
  tx: Tx,
  input: NewConnection,
  services: Services,
): Promise<StoredConnection> {
  const connector = needConnector(services, input.connector);
  const settings = parseSettings(connector, input.settings);
  const known = await findConnectionLike(tx, connector.id, connector.describe(settings));
  return known ?? createConnection(tx, input, services);
}

export function needConnector(services: Pick<Services, 'catalog'>, id: string): Connector {
  return (
    services.catalog.connectors.get(id) ??
    refuse(
      'connector-unknown',
      `there is no connector \`${id.slice(0, 80)}\``,
      `known connectors: ${[...services.catalog.connectors.keys()].join(', ')}`,
    )
  );
}

function sealSecrets(id: string, secrets: object, services: Pick<Services, 'keyring'>): Buffer | null {
  if (Object.keys(secrets).length === 0) return null;
  return services.keyring.seal(Buffer.from(JSON.stringify(secrets)), `connection:${id}`);
}

/** The description may hold a path of the machine, so only ids and the connector go into the ledger. */
function connectionCreated(connection: StoredConnection, actor: Actor) {
  return {
    type: 'connection.created@1',
    actor,
    occurredAt: connection.createdAt,
    observedAt: connection.createdAt,
    refs: [connection.id],
    payload: ownWords({ connection: connection.id, connector: connection.connector }),
  };
}

function shortWords(description: string): string {
  return description.length > 60 ? `…${description.slice(-59)}` : description;
}
