import { append } from '../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { changeSettings } from './change-settings.ts';
import { findConnectionLike, insertConnection, type StoredConnection } from './connections.store.ts';
import { needConnector } from './need-connector.ts';
import { openSettings, parseSettings, sealSecrets, splitSecrets } from './open-settings.ts';
import { requireReadablePath } from './require-readable-path.ts';

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
  await requireReadablePath(settings, tx.workspaceId, services.settings);
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

/** The connection that already reads this source, with what was given now beside what it knew; else a new one. */
export async function findOrCreateConnection(
  tx: Tx,
  input: NewConnection,
  services: Services,
): Promise<StoredConnection> {
  const connector = needConnector(services, input.connector);
  const settings = parseSettings(connector, input.settings);
  const known = await findConnectionLike(tx, connector.id, connector.describe(settings));
  if (known === null) return createConnection(tx, input, services);
  const merged = { ...openSettings(known, services), ...settings };
  return changeSettings(
    tx,
    known,
    { settings: merged, given: givenIn(input.settings), actor: input.actor },
    services,
  );
}

function givenIn(settings: unknown): object {
  return typeof settings === 'object' && settings !== null ? settings : {};
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
