import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export const systemKinds = ['tool', 'channel', 'identity-provider', 'hr', 'other'] as const;
export const listMeans = ['live', 'import', 'attested'] as const;

export type SystemKind = (typeof systemKinds)[number];
/** How the list of who has access is had. */
export type ListMeans = (typeof listMeans)[number];

/** What people said about a system. */
export type RegisteredSystem = {
  readonly system: string;
  readonly name: string;
  readonly kind: SystemKind;
  /** Id of a channel of the catalog; null where it is none of them. */
  readonly channel: string | null;
  /** Who answers for it, `sub_…`. */
  readonly owner: string | null;
  readonly means: ListMeans;
  readonly logRetentionDays: number | null;
  readonly intervalHours: number | null;
  readonly reviewDays: number | null;
  readonly position: number;
};

const columns = sql`system, name, kind, channel, owner, means, log_retention_days as "logRetentionDays",
  interval_hours as "intervalHours", review_days as "reviewDays", position`;

/** Registered systems by their key. Bounded: they are registered by hand. */
export async function readSystems(tx: Tx): Promise<readonly RegisteredSystem[]> {
  const { rows } = await sql<RegisteredSystem>`
    select ${columns} from registered_system where workspace_id = ${tx.workspaceId} order by system`.execute(
    tx.db,
  );
  return rows;
}

export async function findSystem(tx: Tx, system: string): Promise<RegisteredSystem | null> {
  const { rows } = await sql<RegisteredSystem>`
    select ${columns} from registered_system
    where workspace_id = ${tx.workspaceId} and system = ${system}`.execute(tx.db);
  return rows[0] ?? null;
}

/** Nobody else changes it until the transaction ends. */
export async function lockSystem(tx: Tx, system: string): Promise<RegisteredSystem | null> {
  await sql`
    select from registered_system where workspace_id = ${tx.workspaceId} and system = ${system} for update`.execute(
    tx.db,
  );
  return findSystem(tx, system);
}
