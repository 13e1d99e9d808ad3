import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type StoredPackage = {
  readonly id: string;
  readonly framework: string;
  /** Half-open days `[from, to)`. */
  readonly from: string;
  readonly to: string;
  readonly createdAt: string;
  readonly entries: number;
  readonly logId: string;
  readonly checkpointSize: number;
  readonly digest: string;
  readonly bytes: number;
  /** People are named in it. */
  readonly hasNames: boolean;
  /** Of its `package.built@1`. */
  readonly position: number;
};

const columns = sql`package_id as id, framework, window_from as "from", window_to as "to", created_at as "createdAt",
  entries, log_id as "logId", checkpoint_size as "checkpointSize", digest, bytes, has_names as "hasNames", position`;

export async function insertPackage(tx: Tx, made: StoredPackage): Promise<void> {
  await sql`
    insert into package (workspace_id, package_id, framework, window_from, window_to, created_at, entries, log_id,
      checkpoint_size, digest, bytes, has_names, position)
    values (${tx.workspaceId}, ${made.id}, ${made.framework}, ${made.from}, ${made.to}, ${made.createdAt},
      ${made.entries}, ${made.logId}, ${made.checkpointSize}, ${made.digest}, ${made.bytes}, ${made.hasNames}, ${made.position})`.execute(
    tx.db,
  );
}

export async function findPackage(tx: Tx, id: string): Promise<StoredPackage | null> {
  const { rows } = await sql<StoredPackage>`
    select ${columns} from package where workspace_id = ${tx.workspaceId} and package_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** Newest first; `before` is a package id. */
export async function listPackages(
  tx: Tx,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly StoredPackage[]> {
  const earlier = page.before === null ? sql`` : sql`and package_id < ${page.before}`;
  const { rows } = await sql<StoredPackage>`
    select ${columns} from package where workspace_id = ${tx.workspaceId} ${earlier}
    order by package_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}
