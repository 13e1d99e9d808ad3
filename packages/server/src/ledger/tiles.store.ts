import { TILE_WIDTH } from '@daybook/ledger';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type KeptTile = { readonly n: number; readonly data: Buffer; readonly root: Buffer };

/** `data` only where `root` is not kept beside it. */
export type TileRoot = { readonly n: number; readonly root: Buffer | null; readonly data: Buffer | null };

export async function findTile(tx: Tx, logId: string, level: number, n: number): Promise<Buffer | null> {
  const { rows } = await sql<{ data: Buffer }>`
    select data from ledger_tile
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and level = ${level} and n = ${n}`.execute(
    tx.db,
  );
  return rows[0]?.data ?? null;
}

/** The hashes that stand for the full tiles `[from, to)` of a level, in order; those that are not kept are absent. */
export async function listTileRoots(
  tx: Tx,
  logId: string,
  level: number,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly TileRoot[]> {
  const { rows } = await sql<TileRoot>`
    select n, root, case when root is null then data end as data from ledger_tile
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and level = ${level}
      and n >= ${from} and n < ${to} order by n`.execute(tx.db);
  return rows;
}

/** Keeps full tiles; one that another has kept in the meantime is the same. */
export async function insertTiles(
  tx: Tx,
  logId: string,
  level: number,
  tiles: readonly KeptTile[],
): Promise<void> {
  if (tiles.length === 0) return;
  await sql`
    insert into ledger_tile (log_id, level, n, workspace_id, data, root)
    select log.log_id, ${level}, made.n, log.workspace_id, made.data, made.root
    from ledger_log log, unnest(${tiles.map((tile) => tile.n)}::bigint[], ${tiles.map((tile) => tile.data)}::bytea[],
      ${tiles.map((tile) => tile.root)}::bytea[]) as made (n, data, root)
    where log.workspace_id = ${tx.workspaceId} and log.log_id = ${logId} on conflict do nothing`.execute(
    tx.db,
  );
}

/** The leaf hashes `[from, to)` tile by tile, in order: each row is one tile, the last one as wide as there are leaves. */
export async function readLeafTiles(
  tx: Tx,
  logId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly { readonly n: number; readonly data: Buffer }[]> {
  const { rows } = await sql<{ n: number; data: Buffer }>`
    select idx / ${sql.lit(TILE_WIDTH)} as n, string_agg(leaf_hash, ''::bytea order by idx) as data from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${from} and idx < ${to}
    group by n order by n`.execute(tx.db);
  return rows;
}
