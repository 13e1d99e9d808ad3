import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { refuse, type Settings, type WorkspaceId } from '../platform/index.ts';

type PathSettings = Pick<Settings, 'dataDir' | 'keyDir' | 'mayReadLocalPaths'>;

/** Kernels show processes and devices here: the environment of this very server among them. */
const systemFolders: readonly string[] = ['/proc', '/sys', '/dev'];

/**
 * Whether a source may be a file or folder of this machine: a copy handed over in this very workspace always; anything else
 * only where the operator lets owners name paths, and never Daybook's own data and keys. Links are followed first.
 */
export async function requireReadablePath(
  settings: object,
  workspaceId: WorkspaceId | null,
  installation: PathSettings,
): Promise<void> {
  const path = 'path' in settings ? settings.path : undefined;
  if (typeof path !== 'string') return;
  const uploads = join(installation.dataDir, 'files', 'intake', workspaceId ?? 'none');
  if (resolve(path) === path && isInside(await real(path), [await real(uploads)])) return;
  if (!installation.mayReadLocalPaths) refuse('path-not-allowed');
  const closed = await Promise.all([installation.dataDir, installation.keyDir].map(real));
  if (isInside(await real(path), [...closed, ...systemFolders])) {
    refuse('path-not-allowed', 'this folder is not one that is read as a source');
  }
}

function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder + sep));
}

/** Where a path leads; of what does not exist, the folder it would stand in. */
async function real(path: string): Promise<string> {
  const named = resolve(path);
  const found = await realpath(named).catch(() => null);
  if (found !== null || named === dirname(named)) return found ?? named;
  return join(await real(dirname(named)), basename(named));
}
