import { canonicalize } from '@daybook/ledger';
import { append, type EntryInput } from '../ledger/index.ts';
import type { Actor, Services, Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { type StoredConnection, updateSettings } from './connections.store.ts';
import { needConnector } from './need-connector.ts';
import { openSettings, parseSettings, sealSecrets, splitSecrets } from './open-settings.ts';
import { requireReadablePath } from './require-readable-path.ts';
import { requireSecretsAnew } from './require-secrets-anew.ts';
import { type ToldSettings, toldSettings } from './told-settings.ts';

export type SettingsChange = {
  /** All of them, also those that stay. */
  readonly settings: unknown;
  /** What was said now; a secret that is not among it was kept from before. */
  readonly given: object;
  readonly actor: Actor;
};

/**
 * Gives a connection other settings, secrets sealed, and writes down that they changed; the same again changes nothing. Refuses with
 * `secret-needed` to send what it keeps secret to another host than it was given for.
 */
export async function changeSettings(
  tx: Tx,
  known: StoredConnection,
  input: SettingsChange,
  services: Services,
): Promise<StoredConnection> {
  const connector = needConnector(services, known.connector);
  const settings = parseSettings(connector, input.settings);
  await requireReadablePath(settings, tx.workspaceId, services.settings);
  const before = openSettings(known, services);
  if (canonicalize(settings) === canonicalize(before)) return known;
  requireSecretsAnew(connector, { before, after: settings, given: input.given });
  const { plain, secrets } = splitSecrets(connector, settings);
  const changed = { ...known, settings: plain, sealedSecrets: sealSecrets(known.id, secrets, services) };
  await updateSettings(tx, changed);
  const told = toldSettings(connector, { before, after: settings });
  await append(tx, [connectionChanged(known, { ...told, actor: input.actor }, services)], services);
  return changed;
}

type Changed = ToldSettings & { readonly actor: Actor };

/** As with a new connection, only ids, the connector and what may be told of its settings go into the ledger. */
function connectionChanged(
  { id, connector }: StoredConnection,
  { actor, before, after }: Changed,
  services: Services,
): EntryInput {
  const now = services.clock.now();
  return {
    type: 'connection.changed@2',
    actor,
    occurredAt: now,
    observedAt: now,
    refs: [id],
    payload: ownWords({ connection: id, connector, before, after }),
  };
}
