import { join } from 'node:path';
import type { Installation } from './open-installation.ts';
import {
  adoptEarlierKeys,
  type DataKeyServices,
  type DataKeys,
  openFileDataKeys,
  openTableDataKeys,
} from './platform/index.ts';

/**
 * The data keys of this installation: in files of the data folder on an embedded database, else in the database. Keys of
 * earlier releases are brought there first, and what a crash or an older archive left to destroy is destroyed.
 */
export async function openDataKeys(
  installation: Installation,
  { dataDir, keyDir }: { readonly dataDir: string; readonly keyDir: string },
  services: DataKeyServices,
): Promise<DataKeys> {
  const dir = join(dataDir, 'keys');
  const { isEmbedded, locked, owner } = installation;
  if (locked === null) await adoptEarlierKeys(isEmbedded ? { dir, owner } : null, services);
  const keys = isEmbedded ? await openFileDataKeys(dir, services, keyDir) : openTableDataKeys(services);
  await keys.settle();
  return keys;
}
