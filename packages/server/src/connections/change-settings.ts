import { canonicalize } from '@daybook/ledger';
import { append } from '../ledger/index.ts';
import type { Actor, Services, Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { type StoredConnection, updateSettings } from './connections.store.ts';
import { needConnector } from './need-connector.ts';
import { openSettings, parseSettings, sealSecrets, splitSecrets } from './open-settings.ts';
import { requireReadablePath } from './require-readable-path.ts';

/** Gives a connection other settings, secrets sealed, and writes down that they changed; the same again changes nothing. */
export async function changeSettings(
  tx: Tx,
  known: StoredConnection,
  input: { readonly settings: unknown; readonly actor: Actor },
  services: Services,
): Promise<StoredConnection> {
  const connector = needConnector(services, known.connector);
  const settings = parseSettings(connector, input.settings);
  await requireReadablePath(settings, tx.workspaceId, services.settings);
  if (canonicalize(settings) === canonicalize(openSettings(known, services))) return known;
  const { plain, secrets } = splitSecrets(connector, settings);
  const changed = { ...known, settings: plain, sealedSecrets: sealSecrets(known.id, secrets, services) };
  await updateSettings(tx, changed);
  await append(tx, [connectionChanged(known, input.actor, services.clock.now())], services);
  return changed;
}

/** As with a new connection, only ids and the connector go into the ledger. */
function connectionChanged({ id, connector }: StoredConnection, actor: Actor, now: string) {
  return {
    type: 'connection.changed@1',
    actor,
    occurredAt: now,
    observedAt: now,
    refs: [id],
    payload: ownWords({ connection: id, connector }),
  };
}
