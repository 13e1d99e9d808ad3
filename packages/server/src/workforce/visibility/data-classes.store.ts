import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { DataClass } from './data-class.ts';

export type StoredDataClass = DataClass & { readonly changedAt: string; readonly position: number };

const columns = sql`class_id as id, name, places, needs, changed_at as "changedAt", position`;

/** In the order in which they were named. Bounded: `classesMax` of a workspace. */
export async function listDataClasses(tx: Tx): Promise<readonly StoredDataClass[]> {
  const { rows } = await sql<StoredDataClass>`
    select ${columns} from data_class where workspace_id = ${tx.workspaceId}
    order by class_id limit 1000`.execute(tx.db);
  return rows;
}

export async function findDataClass(tx: Tx, id: string): Promise<StoredDataClass | null> {
  const { rows } = await sql<StoredDataClass>`
    select ${columns} from data_class
    where workspace_id = ${tx.workspaceId} and class_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function saveDataClass(tx: Tx, one: StoredDataClass): Promise<void> {
  await sql`
    insert into data_class (workspace_id, class_id, name, places, needs, changed_at, position)
    values (${tx.workspaceId}, ${one.id}, ${one.name}, ${JSON.stringify(one.places)}::jsonb, ${one.needs},
      ${one.changedAt}, ${one.position})
    on conflict (workspace_id, class_id) do update set name = excluded.name, places = excluded.places,
      needs = excluded.needs, changed_at = excluded.changed_at, position = excluded.position`.execute(tx.db);
}

export async function removeDataClass(tx: Tx, id: string): Promise<void> {
  await sql`delete from data_class where workspace_id = ${tx.workspaceId} and class_id = ${id}`.execute(
    tx.db,
  );
}

/** Roles of people by the list of them, for choosing among; at most 500. */
export async function listRolesOfPeople(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ role: string }>`
    select distinct role from role_held where workspace_id = ${tx.workspaceId} and role is not null
    order by role limit 500`.execute(tx.db);
  return rows.map(({ role }) => role);
}
