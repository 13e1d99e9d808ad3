import type { Connector } from '@daybook/kit';
import { refuse, type Services } from '../platform/index.ts';
import type { StoredConnection } from './connections.store.ts';

export type SplitSettings = {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
};

/** Parses settings by the connector's own schema; names the fields that are wrong, never their values. */
export function parseSettings(connector: Connector, settings: unknown): Readonly<Record<string, unknown>> {
  const parsed = connector.settings.safeParse(settings);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => `\`${issue.path.join('.')}\` ${issue.message}`);
    refuse(
      'settings-invalid',
      `the settings of connector \`${connector.id}\` are not valid: ${fields.join('; ')}`,
    );
  }
  // Settings are an object by every connector's schema.
  return parsed.data as Readonly<Record<string, unknown>>;
}

export function splitSecrets(
  connector: Connector,
  settings: Readonly<Record<string, unknown>>,
): SplitSettings {
  const secretNames = new Set(
    connector.fields.filter((field) => field.input === 'secret').map((field) => field.name),
  );
  const pick = (isSecret: boolean) =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => secretNames.has(name) === isSecret));
  return { plain: pick(false), secrets: pick(true) };
}

/** Secrets under the master key, bound to their connection; null where there are none. */
export function sealSecrets(id: string, secrets: object, services: Pick<Services, 'keyring'>): Buffer | null {
  if (Object.keys(secrets).length === 0) return null;
  return services.keyring.seal(Buffer.from(JSON.stringify(secrets)), `connection:${id}`);
}

/** The whole settings of a stored connection, secrets opened; they leave this process only towards the source. */
export function openSettings(
  connection: StoredConnection,
  services: Pick<Services, 'keyring'>,
): Readonly<Record<string, unknown>> {
  if (connection.sealedSecrets === null) return connection.settings;
  const opened = services.keyring.open(connection.sealedSecrets, `connection:${connection.id}`);
  return { ...connection.settings, ...JSON.parse(opened.toString('utf8')) };
}
