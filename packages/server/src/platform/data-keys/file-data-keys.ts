import { createSecretKey, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database, Tx } from '../database.ts';
import { refuse } from '../errors.ts';
import type { Ids } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import type { Log } from '../log.ts';
import { type DataKey, type DataKeys, subjectKeyId, unwrapDataKey, wrapDataKey } from './data-keys.ts';
import { findDestroyedKeys, insertDestroyedKeys } from './destroyed-keys.store.ts';
import { DestroyedSubjects } from './destroyed-subjects.ts';
import { KeyFile } from './key-file.ts';
import { withOwnKeys } from './own-keys.ts';
import { SharedKeys } from './shared-keys.ts';

export type DataKeyServices = {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

/**
 * Keys in a file of this one process, outside the database: neither its files nor its WAL ever hold a key. `keyDir` is the
 * folder of the master key, where destroyed keys of people are remembered; those that came back are destroyed here.
 */
export async function openFileDataKeys(
  dir: string,
  services: DataKeyServices,
  keyDir: string | null = null,
): Promise<DataKeys> {
  const file = await KeyFile.open(dir);
  const remembered = await DestroyedSubjects.open(keyDir, services.log);
  await destroyComeBack(file, remembered, services.log);
  if (file.dropped > 0) {
    services.log.info({ records: file.dropped }, 'key records torn by a crash were cut off; none was in use');
  }
  /** How many destructions want each of these keys gone. */
  const retired = new Map<string, number>();
  const pending = new Map<string, Promise<DataKey>>();
  const shared = new SharedKeys(services.clock, () => makeShared(file, services));
  return withOwnKeys({
    kept: 'file',
    ofSubjects: (tx, subjects) => keysOfSubjects(tx, subjects, { file, retired, pending, services }),
    shared: (tx, payloads) => shared.take(tx, payloads),
    find: async (_tx, ids) => findKeys(file, ids, services.keyring),
    destroy: (tx, ids) => insertDestroyedKeys(tx, ids, services.clock.now()),
    retire: (ids) => {
      for (const id of ids) retired.set(id, (retired.get(id) ?? 0) + 1);
      shared.forget(new Set(ids));
    },
    release: async (tx, ids) => {
      const destroyed = await findDestroyedKeys(tx, ids);
      for (const id of ids.filter((one) => !destroyed.has(one))) {
        const others = (retired.get(id) ?? 0) - 1;
        if (others > 0) retired.set(id, others);
        else retired.delete(id);
      }
    },
    areUsable: async (_tx, ids) => ids.every((id) => !retired.has(id) && file.read(id) !== 'destroyed'),
    settle: () => settle(file, remembered, services.database),
    destroyedSubjects: () => remembered.ids,
    remembersSubjects: () => remembered.isKept,
    sealAnew: (number) =>
      file.rewrap(({ id, wrapped }) =>
        wrapped[0] === number
          ? wrapDataKey(services.keyring, unwrapDataKey(services.keyring, id, wrapped))
          : null,
      ),
    close: () => file.close(),
  });
}

async function makeShared(file: KeyFile, { ids, keyring }: DataKeyServices): Promise<DataKey> {
  const made = { id: ids.uuid(), key: createSecretKey(randomBytes(32)) };
  await file.add([{ id: made.id, wrapped: wrapDataKey(keyring, made) }]);
  return made;
}

type Parts = {
  readonly file: KeyFile;
  readonly retired: ReadonlyMap<string, number>;
  /** Keys on their way to the disk: a second one of the same id would make the payloads of one of them unreadable. */
  readonly pending: Map<string, Promise<DataKey>>;
  readonly services: DataKeyServices;
};

async function keysOfSubjects(
  tx: Tx,
  subjects: readonly string[],
  parts: Parts,
): Promise<ReadonlyMap<string, DataKey>> {
  const ids = new Map(
    [...new Set(subjects)].map((subject) => [subject, subjectKeyId(tx.workspaceId, subject)]),
  );
  const isErased = [...ids.values()].some(
    (id) => parts.retired.has(id) || parts.file.read(id) === 'destroyed',
  );
  if (isErased) return refuse('subject-erased');
  const keys = [...ids].map(async ([subject, id]) => [subject, await findOrMake(id, parts)] as const);
  return new Map(await Promise.all(keys));
}

/** Looks and notes what it makes in one turn; all that are made together share one write. */
function findOrMake(id: string, { file, pending, services }: Parts): DataKey | Promise<DataKey> {
  const waiting = pending.get(id);
  if (waiting !== undefined) return waiting;
  const wrapped = file.read(id);
  if (wrapped instanceof Buffer) return unwrapDataKey(services.keyring, id, wrapped);
  const made = { id, key: createSecretKey(randomBytes(32)) };
  const written = file
    .add([{ id, wrapped: wrapDataKey(services.keyring, made) }])
    .then(() => made)
    .finally(() => pending.delete(id));
  pending.set(id, written);
  return written;
}

function findKeys(file: KeyFile, ids: readonly string[], keyring: Keyring): ReadonlyMap<string, DataKey> {
  const found = new Map<string, DataKey>();
  // Without the master key an absent key could as well be one that was never brought here.
  if (ids.length > 0) keyring.assertOpen();
  for (const id of ids) {
    const wrapped = file.read(id);
    if (wrapped !== null && wrapped !== 'destroyed') found.set(id, unwrapDataKey(keyring, id, wrapped));
  }
  return found;
}

/** The data may be older than the destruction: what is remembered as destroyed never serves again. */
async function destroyComeBack(file: KeyFile, remembered: DestroyedSubjects, log: Log): Promise<void> {
  const lacking = remembered.ids.filter((id) => file.read(id) !== 'destroyed');
  const keys = lacking.filter((id) => file.read(id) !== null).length;
  await file.destroy(lacking);
  if (keys > 0)
    log.warn({ keys }, 'keys of erased people came back with an older backup and were destroyed again');
}

async function settle(file: KeyFile, remembered: DestroyedSubjects, database: Database): Promise<void> {
  const ids = await database.withSystem('destroy data keys', async (tx) => {
    const { rows } = await sql<{ id: string }>`select key_id as id from destroyed_key`.execute(tx.db);
    return rows.map((row) => row.id);
  });
  await remembered.remember(ids);
  await file.destroy(ids.filter((id) => file.read(id) !== 'destroyed'));
}
