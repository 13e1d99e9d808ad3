import type pg from 'pg';
import { openFileDataKeys } from '../../data-keys/index.ts';
import { type Database, openDatabase } from '../../database.ts';
import { systemIds } from '../../ids.ts';
import { createLockedKeyring, createReplaceableKeyring } from '../../keyring.ts';
import { silentLog } from '../../log.ts';
import { externalStorage } from '../../storage.ts';
import { createFileKeyService } from '../file-key-service.ts';
import { openMasterKeys } from '../open-master-keys.ts';
import type { RotationParts } from '../rotate-master-key.ts';
import type { SealedPlace } from '../sealed-places.ts';

export type RotationPlace = {
  readonly owner: pg.ClientConfig;
  readonly keyDir: string;
  readonly dataKeysDir: string;
  readonly places: readonly SealedPlace[];
};

/** What a process has that replaces the master key; `onStep` is called before everything it does to disk or database. */
export async function openRotation(
  { owner, keyDir, dataKeysDir, places }: RotationPlace,
  onStep: (name: string) => void,
): Promise<RotationParts & AsyncDisposable> {
  const { host = '', port = 0, database: name = '' } = owner;
  const real = openDatabase({ kind: 'socket', socketDir: host, port, database: name }, 2);
  const database: Database = {
    ...real,
    withSystem: (reason, work) => {
      onStep(reason);
      return real.withSystem(reason, work);
    },
  };
  const clock = { now: () => '2026-03-01T12:00:00.000Z', sleep: async () => undefined, jitter: () => 0 };
  const file = createFileKeyService(keyDir);
  const service = {
    ...file,
    wrap: async (key: Uint8Array) => {
      const wrapped = await file.wrap(key);
      onStep('wrapped');
      return wrapped;
    },
    settle: async (fingerprint: string) => {
      onStep('settle');
      await file.settle(fingerprint);
    },
  };
  const keyring = createReplaceableKeyring(createLockedKeyring());
  const keyServices = { preferred: service, byKind: new Map([['file' as const, service]]) };
  const parts = { database, clock, log: silentLog, keyDir, keyServices, places, keyring };
  keyring.replace(await openMasterKeys(parts));
  const dataKeys = await openFileDataKeys(dataKeysDir, { ...parts, ids: systemIds });
  const sealAnew: typeof dataKeys.sealAnew = async (number) => {
    const sealed = await dataKeys.sealAnew(number);
    onStep('data keys sealed anew');
    return sealed;
  };
  return {
    ...parts,
    dataKeys: { ...dataKeys, sealAnew },
    storage: externalStorage,
    requireAlone: async () => undefined,
    [Symbol.asyncDispose]: async () => {
      await dataKeys.close();
      await real.close();
    },
  };
}
