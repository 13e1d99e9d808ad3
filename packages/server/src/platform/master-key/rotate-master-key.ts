import { createSecretKey, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { DataKeys } from '../data-keys/data-keys.ts';
import type { Tx } from '../database.ts';
import { refuse } from '../errors.ts';
import { createRotatedKeyring, type ReplaceableKeyring, sealBytes } from '../keyring.ts';
import type { Storage } from '../storage.ts';
import { fingerprintOf } from './key-service.ts';
import {
  endRetiring,
  type NewMasterKey,
  readMasterKeys,
  type StoredMasterKey,
  startRetiring,
} from './master-keys.store.ts';
import { type MasterKeyParts, rootContext, rootOf, unwrapKey } from './open-master-keys.ts';
import { countValues, lockValues, replaceValues, type SealedPlace } from './sealed-places.ts';

export type RotationParts = MasterKeyParts & {
  readonly keyring: ReplaceableKeyring;
  readonly dataKeys: DataKeys;
  readonly storage: Storage;
  /** Says that every other process of this database has stopped, or refuses. */
  readonly requireAlone: () => Promise<void>;
};

export type Rotation = {
  readonly number: number;
  readonly fingerprint: string;
  readonly former: string;
  /** Data keys, secrets and signing keys that were sealed anew. */
  readonly values: number;
};

const batchSize = 200;
const numberMax = 255;
const waitMs = 50;

/**
 * Gives the installation a new master key and seals everything anew under it, step by step. Each step may be repeated and may
 * be the last one before a crash: until the end both keys are known and every sealed value names its own.
 */
export async function rotateMasterKey(parts: RotationParts): Promise<Rotation> {
  const retiring = await findRetiring(parts);
  if (retiring === null) await startRotation(parts);
  return finishRotation(parts);
}

/** Goes on with what a crash or a missing key interrupted; null when there is nothing to go on with. */
export async function resumeRotation(parts: RotationParts): Promise<Rotation | null> {
  return (await findRetiring(parts)) === null ? null : finishRotation(parts);
}

async function startRotation(parts: RotationParts): Promise<void> {
  const { database, keyServices, clock } = parts;
  await parts.requireAlone();
  const current = await findCurrent(parts);
  const bytes = await unwrapKey(current, keyServices);
  await keyServices.byKind.get(current.keptBy)?.settle(current.fingerprint);
  const service = keyServices.preferred;
  const key = service.given() ?? randomBytes(32);
  const fingerprint = fingerprintOf(key);
  if (fingerprint === current.fingerprint)
    refuse(
      'conflict',
      'the environment holds the master key that is in use already',
      'set DAYBOOK_MASTER_KEY to a new key and DAYBOOK_MASTER_KEY_PREVIOUS to the present one, and start again',
    );
  const wrapped = await service.wrap(key);
  const number = current.number === numberMax ? 1 : current.number + 1;
  const sealedRoot = sealBytes(createSecretKey(key), rootOf(current, bytes), rootContext, number);
  const next: NewMasterKey = {
    ...{ number, fingerprint, keptBy: service.kind, wrapped, sealedRoot },
    madeAt: clock.now(),
  };
  await database.withSystem('begin to replace the master key', (tx) => startRetiring(tx, next));
}

async function finishRotation(parts: RotationParts): Promise<Rotation> {
  const { keyring, keyServices, dataKeys, storage, places } = parts;
  const { retiring, current, keys } = await openBoth(parts);
  // Opens what is under either key; whatever is sealed from here on is under the new one.
  keyring.replace(createRotatedKeyring(keys));
  await beforeNow(parts);
  let values = await dataKeys.sealAnew(retiring.number);
  for (const place of places) values += await sealAnew(place, retiring.number, parts);
  await requireNothingLeft(retiring.number, parts);
  await parts.database.withSystem('end the former master key', (tx) => endRetiring(tx, parts.clock.now()));
  keyring.replace(createRotatedKeyring({ ...keys, earlier: [] }));
  await keyServices.byKind.get(current.keptBy)?.settle(current.fingerprint);
  await storage.forgetWritten([...new Set(places.map(({ table }) => table))]);
  const { number, fingerprint } = current;
  return { number, fingerprint, former: retiring.fingerprint, values };
}

/** Refuses where the key that is being replaced is missing: nothing under it could be carried over. */
async function openBoth(parts: RotationParts) {
  const { keyServices } = parts;
  const retiring = (await findRetiring(parts)) ?? refuse('conflict', 'no master key is being replaced');
  const current = await findCurrent(parts);
  const bytes = await unwrapKey(current, keyServices);
  const before = { number: retiring.number, bytes: await unwrapKey(retiring, keyServices) };
  const keys = {
    current: { number: current.number, bytes },
    earlier: [before],
    root: rootOf(current, bytes),
  };
  return { retiring, current, keys };
}

/** Waits until transactions have ended that may still write what was sealed before. */
async function beforeNow({ database, clock }: RotationParts): Promise<void> {
  const until = await database.withSystem('note the present transaction', currentTransaction);
  while ((await database.withSystem('wait for earlier transactions', oldestTransaction)) <= until) {
    await clock.sleep(waitMs);
  }
}

async function currentTransaction(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: number }>`select pg_current_xact_id()::text::bigint as id`.execute(tx.db);
  return rows[0]?.id ?? 0;
}

async function oldestTransaction(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as id`.execute(tx.db);
  return rows[0]?.id ?? 0;
}

async function sealAnew(place: SealedPlace, number: number, parts: RotationParts): Promise<number> {
  const { database, keyring } = parts;
  for (let sealed = 0; ; ) {
    const done = await database.withSystem('seal anew', async (tx) => {
      const values = await lockValues(tx, place, number, batchSize);
      const again = values.map(({ row, sealed: before, context }) => {
        return { row, sealed: keyring.seal(keyring.open(before, context), context) };
      });
      if (again.length > 0) await replaceValues(tx, place, again);
      return again.length;
    });
    sealed += done;
    if (done < batchSize) return sealed;
  }
}

async function requireNothingLeft(
  number: number,
  { database, dataKeys, places }: RotationParts,
): Promise<void> {
  let left = await dataKeys.sealAnew(number);
  for (const place of places) {
    left += await database.withSystem('count sealed values', (tx) => countValues(tx, place, number));
  }
  if (left > 0)
    refuse('conflict', `${left} values are still under the key that is being replaced`, 'rotate once more');
}

async function findRetiring({ database }: RotationParts): Promise<StoredMasterKey | null> {
  const known = await database.withSystem('read master keys', readMasterKeys);
  return known.find(({ state }) => state === 'retiring') ?? null;
}

async function findCurrent({ database }: RotationParts): Promise<StoredMasterKey> {
  const known = await database.withSystem('read master keys', readMasterKeys);
  return known.find(({ state }) => state === 'current') ?? refuse('keys-missing');
}
