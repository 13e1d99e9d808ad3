import { join, sep } from 'node:path';
import type { StoredConnection } from '../connections/index.ts';
import type { Settings } from '../platform/index.ts';

/** Where uploaded files are kept, below the data folder. */
export function uploadsFolder({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return join(dataDir, 'files', 'intake');
}

/**
 * Whether a source is a copy of a file somebody handed over. It never changes, so reading it again proves nothing about
 * today and must not renew its age.
 */
export function isUploadedOnce(
  connection: Pick<StoredConnection, 'settings'>,
  settings: Pick<Settings, 'dataDir'>,
): boolean {
  const { path } = connection.settings;
  return typeof path === 'string' && path.startsWith(uploadsFolder(settings) + sep);
}
