import { existsSync, readFileSync } from 'node:fs';
import { chmod, constants, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from '../errors.ts';
import { formerFolder, nextKeyName } from '../master-key/file-key-service.ts';
import { keyDirFor } from '../postgres/locations.ts';

const keyBytes = 32;

/** Where the master key of a data folder is looked for. */
export function masterKeyFile(dataDir: string, environment: NodeJS.ProcessEnv): string {
  return join(keyDirFor(dataDir, environment), 'master.key');
}

/** The same in words for people; never the key. */
export function keySourceOf(dataDir: string, environment: NodeJS.ProcessEnv): string {
  if (environment.DAYBOOK_KMS_URL)
    return `the key management service at ${environment.DAYBOOK_KMS_URL}, key \`${environment.DAYBOOK_KMS_KEY ?? ''}\``;
  if (environment.DAYBOOK_MASTER_KEY) return 'the environment variable DAYBOOK_MASTER_KEY';
  return `the file ${masterKeyFile(dataDir, environment)}`;
}

export function hasMasterKey(dataDir: string, environment: NodeJS.ProcessEnv): boolean {
  return (
    Boolean(environment.DAYBOOK_KMS_URL || environment.DAYBOOK_MASTER_KEY) ||
    existsSync(masterKeyFile(dataDir, environment))
  );
}

/**
 * Puts a kept key where a new data folder will look for it (0600), and with it what the machine it comes from remembers of
 * its logs, so that an older backup is found there too. Refuses to replace another key.
 */
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
    if (readFileSync(target, 'utf8').trim() === text) return bringGuard(from, target);
    refuse(
      'conflict',
      `another master key is already at \`${target}\``,
      'move it away if no data folder needs it any more',
    );
  }
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await writeFile(target, `${text}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(target, 0o600);
  await bringGuard(from, target);
  await bringNext(from, target);
}

/** A backup made while a master key was being replaced needs both. */
async function bringNext(fromKey: string, toKey: string): Promise<void> {
  const [from, to] = [fromKey, toKey].map((file) => join(dirname(file), nextKeyName));
  if (from !== undefined && to !== undefined && existsSync(from))
    await copyFile(from, to, constants.COPYFILE_EXCL).catch(presentIsFine);
}

function presentIsFine(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** The guard of a former key is that of the folder it was moved within. */
function keyFolderOf(file: string): string {
  const folder = dirname(resolve(file));
  return basename(folder) === formerFolder ? dirname(folder) : folder;
}

/** A guard that is already there knows at least as much of the folder it guards. */
async function bringGuard(fromKey: string, toKey: string): Promise<void> {
  const [from, to] = [fromKey, toKey].map((file) => join(keyFolderOf(file), 'heads.json'));
  if (from === undefined || to === undefined) return;
  await copyFile(from, to, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  });
}
