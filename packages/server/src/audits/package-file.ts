import { join } from 'node:path';
import type { Settings, WorkspaceId } from '../platform/index.ts';

/** Where a package lies: in the data folder, under its own id, so that backups take it along. */
export function packageFile(
  settings: Pick<Settings, 'dataDir'>,
  workspaceId: WorkspaceId,
  id: string,
): string {
  return join(settings.dataDir, 'packages', workspaceId, `${id}.zip`);
}
