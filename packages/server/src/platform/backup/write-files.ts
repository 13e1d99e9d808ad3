import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { refuse } from '../errors.ts';
import { keptFolders } from './kept-folders.ts';
import type { Archive } from './read-archive.ts';

/** Puts the files of the backup into a folder; refuses a name that would leave the folders we keep files in. */
export async function writeFiles(archive: Archive, folder: string): Promise<void> {
  for (const file of archive.header.files) {
    const path = pathInside(file.path);
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    await pipeline(
      await archive.openFile(file),
      createWriteStream(join(folder, path), { mode: 0o600, flags: 'wx', flush: true }),
    );
  }
}

function pathInside(path: string): string {
  const inner = path.startsWith('files/') ? path.slice('files/'.length) : '';
  const isKept =
    keptFolders.some((folder) => inner.startsWith(`${folder}/`)) &&
    normalize(inner) === inner &&
    !inner.includes('\\');
  return isKept ? inner : refuse('backup-damaged', `\`${path}\` is not a file a backup may hold`);
}
