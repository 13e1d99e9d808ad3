import { appendLeaves, type CompactRange, emptyRange, frontierBytes, rangeRoot } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import pg from 'pg';
import type { OpenLedger } from './open-ledger.ts';

const rowsAtOnce = 250_000;
const instant = '2026-01-01T00:00:00.000Z';

/**
 * Fills a workspace's log from its present size up to `size` with generated entries and payloads, made inside the
 * database and with real hashes, root and frontier: only the signatures of single writers are missing. The payloads open
 * to nothing. For measuring alone: the product has no such way in.
 */
export async function fillLog({ owner }: OpenLedger, workspaceId: string, size: number): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(`set daybook.workspace = '${workspaceId}'`);
    const log = await onlyLog(client, workspaceId);
    let range: CompactRange = emptyRange;
    for (let from = 0; from < log.size; from += rowsAtOnce) {
      range = await foldLeaves(client, log, { from, to: Math.min(log.size, from + rowsAtOnce) }, range);
    }
    for (let from = log.size; from < size; from += rowsAtOnce) {
      const part = { from, to: Math.min(size, from + rowsAtOnce) };
      await insertRows(client, log, part);
      range = await foldLeaves(client, log, part, range);
    }
    await client.query('update ledger_state set size = $2, root = $3, frontier = $4 where log_id = $1', [
      log.id,
      range.size,
      Buffer.from(rangeRoot(sha256, range)),
      Buffer.from(frontierBytes(range)),
    ]);
    await client.query('analyze ledger_entry; analyze payload; checkpoint');
  } finally {
    await client.end();
  }
}

type FilledLog = { readonly id: string; readonly workspaceId: string; readonly size: number };
type Part = { readonly from: number; readonly to: number };

async function onlyLog(client: pg.Client, workspaceId: string): Promise<FilledLog> {
  const { rows } = await client.query(
    `select log_id as id, workspace_id as "workspaceId", size::integer from ledger_state where workspace_id = $1`,
    [workspaceId],
  );
  const [log] = rows;
  if (log === undefined) throw new Error('the workspace has no log yet');
  return log;
}

/** Entries as long as real ones, in canonical form. */
async function insertRows(client: pg.Client, log: FilledLog, { from, to }: Part): Promise<void> {
  await client.query(
    `insert into ledger_entry_bulk (log_id, idx, workspace_id, leaf_hash, type, entry)
     select $1, idx, $2, sha256(decode('00', 'hex') || convert_to(entry, 'UTF8')), 'record.observed@1', entry
     from (
       select idx, format('{"actor":{"id":"sys_daybook","kind":"system"},"id":"ent_%s-7000-8000-%s","observedAt":"${instant}","occurredAt":null,"payload":{"alg":"hmac-sha256","commit":"%s","mediaType":"application/json","size":256},"recordedAt":"${instant}","refs":["con_01920000-0000-7000-8000-000000000000","pul_01920000-0000-7000-8000-000000000000"],"type":"record.observed@1","v":1}',
         '01920000-0000', lpad(to_hex(idx), 12, '0'), encode(sha256(int8send(idx)), 'base64')) as entry
       from generate_series($3::bigint, $4::bigint - 1) as made (idx)) as made`,
    [log.id, log.workspaceId, from, to],
  );
  await client.query(
    `insert into payload_bulk (workspace_id, position, key_id, sealed)
     select $1, idx, '01920000-0000-7000-8000-000000000000', sealed || sealed || sealed || sealed || sealed || sealed || sealed
     from (select idx, sha256(int8send(-idx)) as sealed from generate_series($2::bigint, $3::bigint - 1) as made (idx)) as made`,
    [log.workspaceId, from, to],
  );
}

async function foldLeaves(
  client: pg.Client,
  log: FilledLog,
  { from, to }: Part,
  range: CompactRange,
): Promise<CompactRange> {
  const { rows } = await client.query<{ hashes: Buffer }>(
    `select string_agg(leaf_hash, ''::bytea order by idx) as hashes from ledger_entry
     where workspace_id = $1 and log_id = $2 and idx >= $3 and idx < $4`,
    [log.workspaceId, log.id, from, to],
  );
  const hashes = rows[0]?.hashes ?? Buffer.alloc(0);
  if (hashes.length !== (to - from) * 32) throw new Error('the log was not filled without a gap');
  const leaves = Array.from({ length: to - from }, (_, i) => hashes.subarray(i * 32, i * 32 + 32));
  return appendLeaves(sha256, range, leaves);
}
