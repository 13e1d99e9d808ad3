import { createGuardedFetch } from '../outbound/guarded-fetch.ts';
import { createEnvironmentKeyService } from './environment-key-service.ts';
import { createFileKeyService } from './file-key-service.ts';
import type { KeyService } from './key-service.ts';
import type { KeyServices } from './open-master-keys.ts';
import { createVaultKeyService, vaultSettingsOf } from './vault-key-service.ts';

/** The places for master keys that the environment names. New keys go to the service, else the environment, else the file. */
export function keyServicesOf(keyDir: string, environment: NodeJS.ProcessEnv): KeyServices {
  const services: KeyService[] = [];
  const vault = vaultSettingsOf(environment);
  if (vault !== null) services.push(createVaultKeyService(vault, networkTo(vault.url)));
  if (environment.DAYBOOK_MASTER_KEY || environment.DAYBOOK_MASTER_KEY_PREVIOUS)
    services.push(createEnvironmentKeyService(environment));
  const file = createFileKeyService(keyDir);
  const takesNew = services.find(({ kind }) => kind === 'kms' || environment.DAYBOOK_MASTER_KEY);
  const byKind = new Map([...services, file].map((service) => [service.kind, service]));
  return { preferred: takesNew ?? file, byKind };
}

/** The operator names the service in the environment, which allows this host and port and no other. */
function networkTo(url: string): typeof fetch {
  const { hostname, protocol, port } = new URL(url);
  const used = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return createGuardedFetch({ allowedHosts: new Set([`${hostname}:${used}`]) });
}
