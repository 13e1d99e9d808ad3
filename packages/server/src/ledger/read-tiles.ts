import { encodeHashTile, type HashTile, hashOfFullTile, TILE_WIDTH, type TileReader } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/**
 * Reads tiles of one log. Full tiles are made once, kept, and never change; partial ones are made on demand from the leaf
 * hashes or from the full tiles below, so appending never pays for them.
 */
export function readTilesOf(tx: Tx, logId: string): TileReader {
  const read: TileReader = async (tile) => {
    const isFull = tile.width === TILE_WIDTH;
    const kept = isFull ? await findTile(tx, logId, tile) : null;
    if (kept !== null) return kept;
    const made = encodeHashTile(
      tile.level === 0 ? await leafHashes(tx, logId, tile) : await upperHashes(tx, logId, tile, read),
    );
    if (isFull) await keepTile(tx, logId, tile, made);
    return made;
  };
  return read;
}

async function findTile(tx: Tx, logId: string, tile: HashTile): Promise<Buffer | null> {
  const { rows } = await sql<{ data: Buffer }>`
    select data from ledger_tile where log_id = ${logId} and level = ${tile.level} and n = ${tile.index}`.execute(
    tx.db,
  );
  return rows[0]?.data ?? null;
}

async function keepTile(tx: Tx, logId: string, tile: HashTile, data: Uint8Array): Promise<void> {
  await sql`
    insert into ledger_tile (log_id, level, n, workspace_id, data)
    select log_id, ${tile.level}, ${tile.index}, workspace_id, ${Buffer.from(data)} from ledger_log where log_id = ${logId}
    on conflict do nothing`.execute(tx.db);
}

async function leafHashes(tx: Tx, logId: string, tile: HashTile): Promise<readonly Uint8Array[]> {
  const first = tile.index * TILE_WIDTH;
  const { rows } = await sql<{ hash: Buffer }>`
    select leaf_hash as hash from ledger_entry
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${first} and idx < ${first + tile.width} order by idx`.execute(
    tx.db,
  );
  return rows.map((row) => row.hash);
}

async function upperHashes(
  tx: Tx,
  logId: string,
  tile: HashTile,
  read: TileReader,
): Promise<readonly Uint8Array[]> {
  const level = tile.level - 1;
  const first = tile.index * TILE_WIDTH;
  const kept = await findTiles(tx, logId, { level, first, end: first + tile.width });
  const hashes: Uint8Array[] = [];
  for (let index = first; index < first + tile.width; index += 1) {
    const below = kept.get(index) ?? (await read({ ...tile, level, index, width: TILE_WIDTH }));
    hashes.push(hashOfFullTile(sha256, below));
  }
  return hashes;
}

type TileRun = { readonly level: number; readonly first: number; readonly end: number };

/** Those of a run of full tiles that are kept, by their number; at most 256 of them, 2 MiB. */
async function findTiles(
  tx: Tx,
  logId: string,
  { level, first, end }: TileRun,
): Promise<ReadonlyMap<number, Buffer>> {
  const { rows } = await sql<{ n: number; data: Buffer }>`
    select n, data from ledger_tile
    where log_id = ${logId} and level = ${level} and n >= ${first} and n < ${end} order by n`.execute(tx.db);
  return new Map(rows.map(({ n, data }) => [n, data]));
}

/** Below so many tiles that are lacking, each is made when it is read. */
const lackingTilesMin = 32;

/**
 * Makes the full tiles of leaf hashes that a log of this size lacks, all in one statement, so that whoever computes its
 * root reads tiles and not the log. Safe to repeat and to run beside others.
 */
export async function keepLeafTiles(tx: Tx, logId: string, size: number): Promise<void> {
  const full = Math.floor(size / TILE_WIDTH);
  const { rows } = await sql<{ kept: number }>`
    select count(*) as kept from ledger_tile where log_id = ${logId} and level = 0 and n < ${full}`.execute(
    tx.db,
  );
  if (full - (rows[0]?.kept ?? 0) < lackingTilesMin) return;
  await sql`
    insert into ledger_tile (log_id, level, n, workspace_id, data)
    select ${logId}, 0, n, ${tx.workspaceId}, string_agg(leaf_hash, ''::bytea order by idx)
    from (select idx / ${sql.lit(TILE_WIDTH)} as n, idx, leaf_hash from ledger_entry
      where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx < ${full * TILE_WIDTH}) as leaves
    where n not in (select n from ledger_tile where log_id = ${logId} and level = 0)
    group by n having count(*) = ${TILE_WIDTH}
    on conflict do nothing`.execute(tx.db);
}
