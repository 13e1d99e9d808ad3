import { join, sep } from 'node:path';
import type { StoredConnection } from '../connections/index.ts';
import { refuse, type Settings, type Tx } from '../platform/index.ts';
import { hasCompletedSince } from './pulls.store.ts';
import { findUploadAt } from './uploads.store.ts';

/** Where uploaded files are kept, below the data folder. */
export function uploadsFolder({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return join(dataDir, 'files', 'intake');
}

/** Whether a source is a copy of a file somebody handed over, which never changes. */
export function isUpload(
  connection: Pick<StoredConnection, 'settings'>,
  settings: Pick<Settings, 'dataDir'>,
): boolean {
  const { path } = connection.settings;
  return typeof path === 'string' && path.startsWith(uploadsFolder(settings) + sep);
}

/**
 * An uploaded copy that was read whole says nothing new when it is read again, and must not look as if it did: its age
 * counts from its first reading. A copy that could not be read may be tried again.
 */
export async function refuseSecondReading(tx: Tx, { id, settings }: StoredConnection): Promise<void> {
  if (typeof settings.path !== 'string') return;
  const upload = await findUploadAt(tx, settings.path);
  if (upload !== null && (await hasCompletedSince(tx, id, upload.createdAt))) refuse('upload-read-before');
}
