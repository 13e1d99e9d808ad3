import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuse } from '../errors.ts';
import { fingerprintOf, type KeyService } from './key-service.ts';

export const masterKeyName = 'master.key';
/** The key that takes over, until nothing is under the one before any more. */
export const nextKeyName = 'master.key.next';
/** Keys that only older backups still need; the operator removes them with those backups. */
export const formerFolder = 'former';

/**
 * Master keys as files (0600) of one folder: the present one is `master.key`. A key is looked for by its fingerprint in all
 * of the folder, so that whatever a crash left in between is found.
 */
export function createFileKeyService(keyDir: string): KeyService {
  const current = join(keyDir, masterKeyName);
  const next = join(keyDir, nextKeyName);
  return {
    kind: 'file',
    source: `the file ${current}`,
    given: () => null,
    wrap: async (key) => {
      mkdirSync(keyDir, { recursive: true, mode: 0o700 });
      // Some other data of this folder may still need it.
      await keepFormer(keyDir, next);
      await writeKey(existsSync(current) ? next : current, key);
      return null;
    },
    unwrap: async ({ fingerprint }) => {
      const found = candidates(keyDir)
        .map(readKey)
        .find((key) => isKey(key, fingerprint));
      return found ?? refuse('keys-missing', `no key file in ${keyDir} has the fingerprint ${fingerprint}`);
    },
    settle: async (fingerprint) => {
      if (!isKey(readKey(next), fingerprint)) return;
      if (!isKey(readKey(current), fingerprint)) await keepFormer(keyDir, current);
      await rename(next, current);
      await syncFolder(keyDir);
    },
  };
}

/** The key of a folder that was in use before fingerprints were kept; null where there is none. */
export function readMasterKey(keyDir: string): Buffer | null {
  return readKey(join(keyDir, masterKeyName));
}

function candidates(keyDir: string): readonly string[] {
  const folder = join(keyDir, formerFolder);
  const former = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.key')) : [];
  return [
    join(keyDir, masterKeyName),
    join(keyDir, nextKeyName),
    ...former.sort().map((name) => join(folder, name)),
  ];
}

/** Null for a file that is not there or holds no key, such as one that was being written when the process died. */
function readKey(file: string): Buffer | null {
  if (!existsSync(file)) return null;
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  return key.length === 32 ? key : null;
}

function isKey(key: Buffer | null, fingerprint: string): key is Buffer {
  return key !== null && fingerprintOf(key) === fingerprint;
}

async function keepFormer(keyDir: string, file: string): Promise<void> {
  const key = readKey(file);
  if (key === null) return;
  await mkdir(join(keyDir, formerFolder), { recursive: true, mode: 0o700 });
  await rename(file, join(keyDir, formerFolder, `${fingerprintOf(key)}.key`));
}

/** Whole under its name, or not there at all. */
async function writeKey(file: string, key: Uint8Array): Promise<void> {
  const draft = `${file}.part`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${Buffer.from(key).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(dirname(file));
}

async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
