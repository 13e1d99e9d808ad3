import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '@daybook/catalog';
import { composeServices } from './compose.ts';
import { openDataKeys } from './open-data-keys.ts';
import type { Installation } from './open-installation.ts';
import {
  createEmbeddedStorage,
  createGuardedFetch,
  createMailer,
  createMasterKeys,
  createTextRecords,
  externalStorage,
  isPrivateAddress,
  type Log,
  parseAllowedHosts,
  type Services,
  systemClock,
  systemIds,
  type TextRecords,
} from './platform/index.ts';
import { keyDirFor } from './platform/postgres/locations.ts';
import { sealedPlaces } from './sealed-places.ts';

const repositoryRoot = join(import.meta.dirname, '../../..');
export const productVersion = '0.1.0';

/** Tests put another network and another name service in place of those of this machine. */
type ServiceOptions = {
  readonly dataDir: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly textRecords?: TextRecords;
};

/** What lives on an open installation, put together. `close` lets go of the data keys. */
export async function openServices(
  installation: Installation,
  options: ServiceOptions,
  log: Log,
): Promise<{ readonly services: Services; close(): Promise<void> }> {
  const { database, keyring, isEmbedded } = installation;
  const settings = settingsOf(options, isEmbedded);
  const parts = { database, keyring, log, clock: systemClock, ids: systemIds };
  const dataKeys = await openDataKeys(installation, settings, parts);
  const storage = isEmbedded ? createEmbeddedStorage(installation.owner) : externalStorage;
  const { keyDir } = settings;
  const keyParts = { ...installation, ...parts, keyring, dataKeys, storage, keyDir, places: sealedPlaces };
  const services = composeServices({
    ...parts,
    dataKeys,
    storage,
    catalog: await loadCatalog(),
    settings,
    mailer: createMailer(process.env),
    masterKeys: createMasterKeys(keyParts),
  });
  return { services, close: () => dataKeys.close() };
}

function settingsOf(
  { dataDir, fetch, textRecords = createTextRecords() }: ServiceOptions,
  isEmbedded: boolean,
): Services['settings'] {
  return {
    dataDir,
    keyDir: keyDirFor(dataDir),
    repositoryDir: existsSync(join(repositoryRoot, '.git')) ? repositoryRoot : null,
    baseUrl: null,
    mayReadLocalPaths: isEmbedded,
    ...(fetch === undefined ? guardedNetwork() : { fetch }),
    textRecords,
    version: productVersion,
  };
}

/** Hosts of the own network are called only where the operator named them. */
function guardedNetwork(): Pick<Services['settings'], 'fetch' | 'isPrivate'> {
  const allowedHosts = parseAllowedHosts(process.env.DAYBOOK_ALLOW_PRIVATE_HOSTS);
  return {
    fetch: createGuardedFetch({ allowedHosts }),
    isPrivate: (url) => isPrivateAddress(url, allowedHosts),
  };
}
