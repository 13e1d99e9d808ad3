import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openBytes, type Services, sealBytes, type Tx } from '../platform/index.ts';

export type DataKey = { readonly id: string; readonly key: KeyObject };

type KeyServices = Pick<Services, 'keyring' | 'clock' | 'ids'>;

/** A new key for one batch of payloads. */
export async function createDataKey(tx: Tx, services: KeyServices): Promise<DataKey> {
  const [key] = await insertKeys(tx, [null], services);
  if (key === undefined) throw new Error('a data key was not written');
  return key;
}

/** The keys of these subjects, made where they are missing; in the order of `subjects`, which must be distinct. */
export async function subjectKeys(
  tx: Tx,
  subjects: readonly string[],
  services: KeyServices,
): Promise<ReadonlyMap<string, DataKey>> {
  const { rows } = await sql<{ id: string; subject: string; sealed: Buffer }>`
    select key_id as id, subject_id as subject, sealed from data_key
    where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects})`.execute(tx.db);
  const known = new Map(rows.map((row) => [row.subject, openKey(row.id, row.sealed, services)]));
  const missing = subjects.filter((subject) => !known.has(subject));
  const made = await insertKeys(tx, missing, services);
  missing.forEach((subject, i) => {
    const key = made[i];
    if (key !== undefined) known.set(subject, key);
  });
  return known;
}

/** Keys by id; an id whose key was destroyed is absent from the answer. */
export async function findDataKeys(
  tx: Tx,
  ids: readonly string[],
  services: Pick<Services, 'keyring'>,
): Promise<ReadonlyMap<string, DataKey>> {
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select key_id as id, sealed from data_key
    where workspace_id = ${tx.workspaceId} and key_id = any(${ids})`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, openKey(row.id, row.sealed, services)]));
}

async function insertKeys(
  tx: Tx,
  subjects: readonly (string | null)[],
  services: KeyServices,
): Promise<readonly DataKey[]> {
  const keys = subjects.map(() => ({ id: services.ids.uuid(), key: createSecretKey(randomBytes(32)) }));
  if (keys.length === 0) return keys;
  const sealed = keys.map(({ id, key }) => services.keyring.seal(key.export(), `data-key:${id}`));
  await sql`
    insert into data_key (workspace_id, key_id, subject_id, sealed, created_at)
    select ${tx.workspaceId}, key_id, subject_id, sealed, ${services.clock.now()}
    from unnest(${keys.map((key) => key.id)}::uuid[], ${subjects}::text[], ${sealed}::bytea[])
      as made (key_id, subject_id, sealed)`.execute(tx.db);
  return keys;
}

function openKey(id: string, sealed: Buffer, services: Pick<Services, 'keyring'>): DataKey {
  return { id, key: createSecretKey(services.keyring.open(sealed, `data-key:${id}`)) };
}

const saltBytes = 32;

/** Salt and body under one key, bound to the entry's id. */
export function sealPayload(key: DataKey, entryId: string, salt: Uint8Array, body: Uint8Array): Buffer {
  return sealBytes(key.key, Buffer.concat([salt, body]), entryId);
}

export function openPayload(key: DataKey, entryId: string, sealed: Buffer): { salt: Buffer; body: Buffer } {
  const plain = openBytes(key.key, sealed, entryId);
  return { salt: plain.subarray(0, saltBytes), body: plain.subarray(saltBytes) };
}
