import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Services } from '../platform/index.ts';
import type { PullContext } from './pull-context.ts';
import { findPull } from './pulls.store.ts';
import { isUpload, uploadsFolder } from './uploaded-once.ts';

/** A file that was handed over and not read whole may be tried again for so long. */
const keptMs = 24 * 3_600_000;

/** An uploaded file holds people's data in clear: once it was read whole, only what was recorded of it stays. */
export async function removeReadUpload(context: PullContext): Promise<void> {
  const { connection, services, workspaceId, pullId } = context;
  const { path } = connection.settings;
  if (typeof path !== 'string' || !isUpload(connection, services.settings)) return;
  const ended = await services.database.withWorkspace(workspaceId, (tx) => findPull(tx, pullId));
  if (ended?.state === 'completed') await rm(dirname(path), { recursive: true, force: true });
}

/** At the start: files nobody came back to, and those that earlier releases kept. */
export async function removeOldUploads({
  settings,
  clock,
}: Pick<Services, 'settings' | 'clock'>): Promise<void> {
  const root = uploadsFolder(settings);
  for (const workspace of await namesIn(root)) {
    for (const upload of await namesIn(join(root, workspace))) {
      const folder = join(root, workspace, upload);
      const { mtimeMs } = await stat(folder);
      if (mtimeMs < Date.parse(clock.now()) - keptMs) await rm(folder, { recursive: true, force: true });
    }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
