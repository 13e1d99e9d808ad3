import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type StoredDevice = {
  /** `dev_…` */
  readonly id: string;
  readonly name: string;
  readonly model: string | null;
  readonly holders: readonly string[];
  readonly isShared: boolean;
  readonly isCompanyOwned: 'yes' | 'no' | 'unknown';
  /** Systems or brand accounts that are signed in on it; null: nobody knows. */
  readonly signedInTo: readonly string[] | null;
  readonly returnedAt: string | null;
  readonly changedAt: string;
  readonly position: number;
};

/** What others need to know of a device somebody holds. */
export type DeviceView = Pick<StoredDevice, 'id' | 'name' | 'model' | 'isShared' | 'signedInTo' | 'position'>;

const columns = sql`device_id as id, name, model, holders, is_shared as "isShared",
  is_company_owned as "isCompanyOwned", signed_in_to as "signedInTo", returned_at as "returnedAt",
  changed_at as "changedAt", position`;

export async function listDevices(
  tx: Tx,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly StoredDevice[]> {
  const { rows } = await sql<StoredDevice>`
    select ${columns} from shared_device where workspace_id = ${tx.workspaceId} and device_id > ${after ?? ''}
    order by device_id limit ${limit}`.execute(tx.db);
  return rows;
}

export async function findDevice(tx: Tx, id: string): Promise<StoredDevice | null> {
  const { rows } = await sql<StoredDevice>`
    select ${columns} from shared_device
    where workspace_id = ${tx.workspaceId} and device_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** Registered devices this person has not given back. Reads all: they are registered by hand. */
export async function devicesHeldBy(tx: Tx, subject: string): Promise<readonly DeviceView[]> {
  const { rows } = await sql<DeviceView>`
    select device_id as id, name, model, is_shared as "isShared", signed_in_to as "signedInTo", position
    from shared_device
    where workspace_id = ${tx.workspaceId} and ${subject} = any(holders) and returned_at is null
    order by device_id`.execute(tx.db);
  return rows;
}

export async function saveDevice(tx: Tx, one: StoredDevice): Promise<void> {
  await sql`
    insert into shared_device (workspace_id, device_id, name, model, holders, is_shared, is_company_owned, signed_in_to,
      returned_at, changed_at, position)
    values (${tx.workspaceId}, ${one.id}, ${one.name}, ${one.model}, ${one.holders}, ${one.isShared},
      ${one.isCompanyOwned}, ${one.signedInTo}, ${one.returnedAt}, ${one.changedAt}, ${one.position})
    on conflict (workspace_id, device_id) do update set name = excluded.name, model = excluded.model,
      holders = excluded.holders, is_shared = excluded.is_shared, is_company_owned = excluded.is_company_owned,
      signed_in_to = excluded.signed_in_to, returned_at = excluded.returned_at, changed_at = excluded.changed_at,
      position = excluded.position`.execute(tx.db);
}

export async function countDevices(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from shared_device where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}
