import { createSecretKey, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import { refuse } from '../errors.ts';
import type { Keyring } from '../keyring.ts';
import { type DataKey, type DataKeys, subjectKeyId, unwrapDataKey, wrapDataKey } from './data-keys.ts';
import { findDestroyedKeys, insertDestroyedKeys } from './destroyed-keys.store.ts';
import type { DataKeyServices } from './file-data-keys.ts';
import { withOwnKeys } from './own-keys.ts';
import { SharedKeys } from './shared-keys.ts';

/**
 * Keys in the table `data_key`, for any number of processes. New keys are written in a transaction of their own, so that
 * they outlive the one that asked; the database's own WAL and backups hold them, which the storage notes say.
 */
export function openTableDataKeys(services: DataKeyServices): DataKeys {
  const shared = new SharedKeys(services.clock, (tx) => makeShared(tx, services));
  return withOwnKeys({
    kept: 'database',
    ofSubjects: (tx, subjects) => keysOfSubjects(tx, subjects, services),
    shared: (tx, payloads) => shared.take(tx, payloads),
    find: (tx, ids) => findKeys(tx, ids, services.keyring),
    destroy: async (tx, ids) => {
      await insertDestroyedKeys(tx, ids, services.clock.now());
      await deleteKeys(tx, ids);
    },
    retire: (ids) => shared.forget(new Set(ids)),
    release: async () => undefined,
    areUsable: async (tx, ids) => {
      const destroyed = await findDestroyedKeys(tx, ids);
      // Another process destroyed them; the next payload must not be sealed under the same one again.
      shared.forget(destroyed);
      return destroyed.size === 0;
    },
    settle: () => deleteComeBack(services.database),
    destroyedSubjects: () => [],
    remembersSubjects: () => false,
    sealAnew: async () => 0,
    close: async () => undefined,
  });
}

async function makeShared(tx: Tx, services: DataKeyServices): Promise<DataKey> {
  const made = { id: services.ids.uuid(), key: createSecretKey(randomBytes(32)) };
  await insertKeys(tx, [made], services);
  return made;
}

async function keysOfSubjects(
  tx: Tx,
  subjects: readonly string[],
  services: DataKeyServices,
): Promise<ReadonlyMap<string, DataKey>> {
  if (subjects.length === 0) return new Map();
  const ids = new Map(subjects.map((subject) => [subjectKeyId(tx.workspaceId, subject), subject]));
  if ((await findDestroyedKeys(tx, [...ids.keys()])).size > 0) return refuse('subject-erased');
  const missing = await idsWithoutKey(tx, [...ids.keys()]);
  const made = missing.map((id) => ({ id, key: createSecretKey(randomBytes(32)) }));
  await insertKeys(tx, made, services);
  // Read again: another process may have made one of them first.
  const keys = await findKeys(tx, [...ids.keys()], services.keyring);
  if (keys.size !== ids.size) return refuse('subject-erased');
  return new Map([...ids].flatMap(([id, subject]) => [[subject, keys.get(id)]].filter(hasKey)));
}

function hasKey(pair: readonly (string | DataKey | undefined)[]): pair is [string, DataKey] {
  return pair[1] !== undefined;
}

async function idsWithoutKey(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select key_id as id from data_key
    where workspace_id = ${tx.workspaceId} and key_id = any(${ids}::uuid[])`.execute(tx.db);
  const present = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !present.has(id));
}

async function findKeys(
  tx: Tx,
  ids: readonly string[],
  keyring: Keyring,
): Promise<ReadonlyMap<string, DataKey>> {
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select key_id as id, sealed from data_key
    where workspace_id = ${tx.workspaceId} and key_id = any(${ids}::uuid[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, unwrapDataKey(keyring, row.id, row.sealed)]));
}

/** In a transaction of the system's own pool: it commits before the caller's, and never waits for a free connection of it. */
async function insertKeys(
  { workspaceId }: Tx,
  keys: readonly DataKey[],
  services: DataKeyServices,
): Promise<void> {
  if (keys.length === 0) return;
  const inOrder = [...keys].sort((a, b) => (a.id < b.id ? -1 : 1));
  await services.database.withSystem('make data keys', async (tx) => {
    // Numbered before anything is sealed: a rotation of the master key waits for it, and finds what it wrote.
    await sql`select pg_current_xact_id()`.execute(tx.db);
    const sealed = inOrder.map((key) => wrapDataKey(services.keyring, key));
    await sql`
      insert into data_key (workspace_id, key_id, sealed, created_at)
      select ${workspaceId}, key_id, sealed, ${services.clock.now()}
      from unnest(${inOrder.map((key) => key.id)}::uuid[], ${sealed}::bytea[]) as made (key_id, sealed)
      on conflict do nothing`.execute(tx.db);
  });
}

/** Only the erasing role may delete; the transaction goes on as before. */
async function deleteKeys(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`set local role daybook_eraser`.execute(tx.db);
  await sql`
    delete from data_key where workspace_id = ${tx.workspaceId} and key_id = any(${ids}::uuid[])`.execute(
    tx.db,
  );
  await sql`set local role daybook_app`.execute(tx.db);
}

/** A table restored from an older state may hold keys that were destroyed since. */
async function deleteComeBack(database: Database): Promise<void> {
  const back = await database.withSystem('find destroyed data keys', async (tx) => {
    const { rows } = await sql<{ workspaceId: string; id: string }>`
      select key.workspace_id as "workspaceId", key_id as id from data_key key
      join destroyed_key using (workspace_id, key_id)`.execute(tx.db);
    return rows;
  });
  for (const workspaceId of new Set(back.map((row) => row.workspaceId))) {
    const ids = back.flatMap((row) => (row.workspaceId === workspaceId ? [row.id] : []));
    await database.withWorkspace(workspaceId, (tx) => deleteKeys(tx, ids));
  }
}
