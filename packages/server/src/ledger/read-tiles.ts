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
      tile.level === 0 ? await leafHashes(tx, logId, tile) : await upperHashes(tile, read),
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

async function upperHashes(tile: HashTile, read: TileReader): Promise<readonly Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (let i = 0; i < tile.width; i += 1) {
    const below = { ...tile, level: tile.level - 1, index: tile.index * TILE_WIDTH + i, width: TILE_WIDTH };
    hashes.push(hashOfFullTile(sha256, await read(below)));
  }
  return hashes;
}
