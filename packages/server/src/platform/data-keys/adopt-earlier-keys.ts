import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../database.ts';
import { forgetWritten } from '../postgres/forget-written.ts';
import type { WorkspaceId } from '../workspace-id.ts';
import { listWorkspaces } from '../workspaces.store.ts';
import { subjectKeyId, unwrapDataKey, wrapDataKey } from './data-keys.ts';
import type { DataKeyServices } from './file-data-keys.ts';
import { KeyFile } from './key-file.ts';

type EarlierKey = { readonly id: string; readonly subject: string | null; readonly sealed: Buffer };

/**
 * Brings keys of earlier releases to where and how they are kept now: a subject's key gets the id that follows from the
 * subject, and on an embedded database (`dir` is given) every key moves from the table to the key file. Safe to repeat and
 * to stop anywhere: a key leaves the table only after it is durable in the file. Needs the master key.
 */
export async function adoptEarlierKeys(
  place: { readonly dir: string; readonly owner: pg.ClientConfig } | null,
  services: DataKeyServices,
): Promise<void> {
  const hasKeys = (await countKeys(services, place !== null)) > 0;
  if (!hasKeys && !(await isMoving(services))) return;
  await setMoving(services, place !== null);
  const file = place === null ? null : await KeyFile.open(place.dir);
  try {
    const workspaces = await services.database.withSystem('adopt data keys', listWorkspaces);
    for (const { id } of workspaces) {
      await services.database.withWorkspace(id, (tx) => adoptOfWorkspace(tx, id, file, services));
    }
  } finally {
    await file?.close();
  }
  // The table is empty by now; what its rows were is still in its file and in the WAL.
  if (place !== null) await forgetWritten(place.owner, ['data_key']);
  await setMoving(services, false);
}

const movingMark = 'data-keys-moving';

/** A move was begun and what the table held may still be in the database's files. */
async function isMoving({ database }: DataKeyServices): Promise<boolean> {
  return database.withSystem('look for a begun move of data keys', async (tx) => {
    const { rows } = await sql`select from installation_setting where name = ${movingMark}`.execute(tx.db);
    return rows.length > 0;
  });
}

async function setMoving({ database }: DataKeyServices, isBegun: boolean): Promise<void> {
  await database.withSystem('note a move of data keys', async (tx) => {
    await sql`delete from installation_setting where name = ${movingMark}`.execute(tx.db);
    if (isBegun) await sql`insert into installation_setting values (${movingMark}, 'true')`.execute(tx.db);
  });
}

async function countKeys({ database }: DataKeyServices, movesAll: boolean): Promise<number> {
  const which = movesAll ? sql`` : sql`where subject_id is not null`;
  return database.withSystem('count data keys', async (tx) => {
    const { rows } = await sql<{ keys: number }>`select count(*) as keys from data_key ${which}`.execute(
      tx.db,
    );
    return rows[0]?.keys ?? 0;
  });
}

async function adoptOfWorkspace(
  tx: Tx,
  workspaceId: WorkspaceId,
  file: KeyFile | null,
  services: DataKeyServices,
): Promise<void> {
  const earlier = await listKeys(tx, file !== null);
  const adopted = earlier.map((key) => adoptKey(key, workspaceId, services));
  if (file !== null) {
    const missing = adopted.filter((key) => file.read(key.id) === null);
    await file.add(missing.map(({ id, sealed }) => ({ id, wrapped: sealed })));
  }
  const renamed = adopted.filter((key) => key.id !== key.earlierId);
  if (file === null) await insertKeys(tx, renamed, services.clock.now());
  await sql`set local role daybook_eraser`.execute(tx.db);
  await sql`
    update payload set key_id = adopted.id
    from unnest(${renamed.map((key) => key.earlierId)}::uuid[], ${renamed.map((key) => key.id)}::uuid[])
      as adopted (earlier, id)
    where payload.workspace_id = ${workspaceId} and payload.key_id = adopted.earlier`.execute(tx.db);
  const leaving = file === null ? renamed : adopted;
  await sql`
    delete from data_key where workspace_id = ${workspaceId}
      and key_id = any(${leaving.map((key) => key.earlierId)}::uuid[])`.execute(tx.db);
  await sql`set local role daybook_app`.execute(tx.db);
}

type AdoptedKey = { readonly earlierId: string; readonly id: string; readonly sealed: Buffer };

function adoptKey(earlier: EarlierKey, workspaceId: WorkspaceId, services: DataKeyServices): AdoptedKey {
  const id = earlier.subject === null ? earlier.id : subjectKeyId(workspaceId, earlier.subject);
  if (id === earlier.id) return { earlierId: earlier.id, id, sealed: earlier.sealed };
  const { key } = unwrapDataKey(services.keyring, earlier.id, earlier.sealed);
  return { earlierId: earlier.id, id, sealed: wrapDataKey(services.keyring, { id, key }) };
}

async function listKeys(tx: Tx, movesAll: boolean): Promise<readonly EarlierKey[]> {
  const which = movesAll ? sql`` : sql`and subject_id is not null`;
  const { rows } = await sql<EarlierKey>`
    select key_id as id, subject_id as subject, sealed from data_key
    where workspace_id = ${tx.workspaceId} ${which} order by key_id`.execute(tx.db);
  return rows;
}

async function insertKeys(tx: Tx, keys: readonly AdoptedKey[], now: string): Promise<void> {
  await sql`
    insert into data_key (workspace_id, key_id, sealed, created_at)
    select ${tx.workspaceId}, key_id, sealed, ${now}
    from unnest(${keys.map((key) => key.id)}::uuid[], ${keys.map((key) => key.sealed)}::bytea[])
      as made (key_id, sealed)
    on conflict do nothing`.execute(tx.db);
}
