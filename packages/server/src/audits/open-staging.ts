import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../platform/index.ts';

/** No package takes this long to build, so what is older was left behind by a process that died. */
const leftBehindAfterMs = 24 * 3_600_000;

/** The folder in which packages are put together, inside the data folder and outside of what backups take along. */
export async function openStaging(settings: Pick<Settings, 'dataDir'>, now: string): Promise<string> {
  const folder = join(settings.dataDir, 'tmp');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (!name.startsWith('package-')) continue;
    const path = join(folder, name);
    const modifiedMs = (await stat(path).catch(() => null))?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (modifiedMs + leftBehindAfterMs < Date.parse(now)) await rm(path, { recursive: true, force: true });
  }
  return folder;
}
