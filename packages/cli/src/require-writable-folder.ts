import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { wrongUse } from './command-error.ts';

/** Refuses before any work when the result could not be put where it was asked for. `given` is the path as it was typed. */
export async function requireWritableFolder(file: string, given: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK | constants.X_OK);
  } catch {
    throw wrongUse(
      `couldn't write \`${given}\`: its folder does not exist or does not take new files`,
      'make the folder, or choose another',
    );
  }
}
