import { createSecretKey, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { Refusal, refuse } from '../errors.ts';
import {
  createKeyring,
  createRotatedKeyring,
  derivationRootOf,
  type Keyring,
  type MasterKey,
  openBytes,
} from '../keyring.ts';
import type { Log } from '../log.ts';
import { readMasterKey } from './file-key-service.ts';
import { fingerprintOf, type KeyService, type KeyServiceKind } from './key-service.ts';
import { hasLogs, insertFirstKey, readMasterKeys, type StoredMasterKey } from './master-keys.store.ts';
import { findAnyValue, type SealedPlace } from './sealed-places.ts';

export const rootContext = 'derivation-root';

export type MasterKeyParts = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly keyDir: string;
  readonly keyServices: KeyServices;
  readonly places: readonly SealedPlace[];
};

/** By kind; a kind that is not configured is absent. `preferred` keeps new keys. */
export type KeyServices = {
  readonly preferred: KeyService;
  readonly byKind: ReadonlyMap<KeyServiceKind, KeyService>;
};

/**
 * The keyring of this installation. Refuses with `keys-missing` or `key-service-failed`; the server then starts locked. A
 * key is made only while nothing was ever sealed; afterwards a missing one is never replaced.
 */
export async function openMasterKeys(parts: MasterKeyParts): Promise<Keyring> {
  const known = await parts.database.withSystem('read master keys', readMasterKeys);
  const current = known.find(({ state }) => state === 'current') ?? (await takeFirstKey(parts));
  const bytes = await unwrapKey(current, parts.keyServices);
  const earlier = await openRetiring(known, parts);
  return createRotatedKeyring({
    current: { number: current.number, bytes },
    earlier,
    root: rootOf(current, bytes),
  });
}

export function unwrapKey(key: StoredMasterKey, { byKind }: KeyServices): Promise<Buffer> {
  const service =
    byKind.get(key.keptBy) ??
    refuse('keys-missing', 'the key management service that keeps the master key is not configured');
  return service.unwrap(key);
}

export function rootOf({ number, sealedRoot }: StoredMasterKey, bytes: Uint8Array): Buffer {
  if (sealedRoot === null) return derivationRootOf(bytes);
  return openBytes(createSecretKey(bytes), sealedRoot, rootContext, number);
}

/** Without it what is still under it stays closed, and the rotation stays unfinished; everything else goes on. */
async function openRetiring(
  known: readonly StoredMasterKey[],
  { keyServices, log }: MasterKeyParts,
): Promise<readonly MasterKey[]> {
  const retiring = known.find(({ state }) => state === 'retiring');
  if (retiring === undefined) return [];
  try {
    return [{ number: retiring.number, bytes: await unwrapKey(retiring, keyServices) }];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.error(
      { number: retiring.number, code: error.code },
      'the master key that is being replaced is missing',
    );
    return [];
  }
}

async function takeFirstKey(parts: MasterKeyParts): Promise<StoredMasterKey> {
  const isUsed = await parts.database.withSystem('look for logs', hasLogs);
  const { service, key } = isUsed ? await findUsedKey(parts) : firstKey(parts);
  const isPresent = service.kind === 'file' && readMasterKey(parts.keyDir) !== null;
  const wrapped = isPresent ? null : await service.wrap(key);
  await parts.database.withSystem('note the first master key', (tx) =>
    insertFirstKey(tx, {
      number: 1,
      fingerprint: fingerprintOf(key),
      keptBy: service.kind,
      wrapped,
      sealedRoot: null,
      madeAt: parts.clock.now(),
    }),
  );
  const known = await parts.database.withSystem('read master keys', readMasterKeys);
  // Another process may have been first; then its key is the one.
  return known.find(({ state }) => state === 'current') ?? refuse('keys-missing');
}

type FirstKey = { readonly service: KeyService; readonly key: Buffer };

function firstKey({ keyServices: { preferred }, keyDir }: MasterKeyParts): FirstKey {
  const present = preferred.kind === 'file' ? readMasterKey(keyDir) : null;
  return { service: preferred, key: preferred.given() ?? present ?? randomBytes(32) };
}

/** The key of an installation that kept no fingerprint yet: believed once it has opened something. */
async function findUsedKey({ database, keyServices, keyDir, places }: MasterKeyParts): Promise<FirstKey> {
  const kind = keyServices.byKind.has('environment') ? 'environment' : 'file';
  const service = keyServices.byKind.get(kind) ?? refuse('keys-missing');
  const key = service.given() ?? readMasterKey(keyDir);
  if (key === null)
    return refuse('keys-missing', `the key of this data folder is missing: ${service.source}`);
  const sealed = await database.withSystem('find something sealed', (tx) => findAnyValue(tx, places));
  if (sealed !== null && !canOpen(createKeyring(key), sealed))
    refuse('keys-missing', `${service.source} holds another key than the one this data was sealed under`);
  return { service, key };
}

function canOpen(keyring: Keyring, { sealed, context }: { sealed: Buffer; context: string }): boolean {
  try {
    keyring.open(sealed, context);
    return true;
  } catch {
    return false;
  }
}
