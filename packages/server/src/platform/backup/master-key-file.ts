import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuse } from '../errors.ts';
import { keyDirFor } from '../postgres/locations.ts';

const keyBytes = 32;

/** Where the master key of a data folder is looked for. */
export function masterKeyFile(dataDir: string, environment: NodeJS.ProcessEnv): string {
  return join(keyDirFor(dataDir, environment), 'master.key');
}

/** The same in words for people; never the key. */
export function keySourceOf(dataDir: string, environment: NodeJS.ProcessEnv): string {
  if (environment.DAYBOOK_MASTER_KEY) return 'the environment variable DAYBOOK_MASTER_KEY';
  return `the file ${masterKeyFile(dataDir, environment)}`;
}

export function hasMasterKey(dataDir: string, environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment.DAYBOOK_MASTER_KEY) || existsSync(masterKeyFile(dataDir, environment));
}

/** Puts a kept key where a new data folder will look for it (0600). Refuses to replace another key. */
export async function installMasterKey(
  from: string,
  dataDir: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const text = (
    await readFile(from, 'utf8').catch(() => refuse('keys-missing', `couldn't read the key file \`${from}\``))
  ).trim();
  if (Buffer.from(text, 'base64').length !== keyBytes)
    refuse('keys-missing', `\`${from}\` is not a master key`);
  const target = masterKeyFile(dataDir, environment);
  if (existsSync(target)) {
    if (readFileSync(target, 'utf8').trim() === text) return;
    refuse(
      'conflict',
      `another master key is already at \`${target}\``,
      'move it away if no data folder needs it any more',
    );
  }
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await writeFile(target, `${text}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(target, 0o600);
}
