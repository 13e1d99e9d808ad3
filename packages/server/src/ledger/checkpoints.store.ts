import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type StoredCheckpoint = {
  readonly size: number;
  readonly root: Buffer;
  /** The signed note, to the byte. */
  readonly note: string;
  readonly signedAt: string;
};

const columns = sql`size, root, note, signed_at as "signedAt"`;

export async function insertCheckpoint(tx: Tx, logId: string, checkpoint: StoredCheckpoint): Promise<void> {
  await sql`
    insert into ledger_checkpoint (log_id, size, workspace_id, root, note, signed_at)
    values (${logId}, ${checkpoint.size}, ${tx.workspaceId}, ${checkpoint.root}, ${checkpoint.note},
      ${checkpoint.signedAt}) on conflict do nothing`.execute(tx.db);
}

export async function newestCheckpoint(tx: Tx, logId: string): Promise<StoredCheckpoint | null> {
  return (await listCheckpoints(tx, logId, null, 1))[0] ?? null;
}

/**
 * Checkpoints below a size, smallest first: the last one signed on each day (UTC), and those of `sizes`, which are the
 * anchored ones. Bounded by the days and anchors of one log.
 */
export async function pastCheckpoints(
  tx: Tx,
  logId: string,
  { below, sizes }: { readonly below: number; readonly sizes: ReadonlySet<number> },
): Promise<readonly Pick<StoredCheckpoint, 'size' | 'note'>[]> {
  const { rows } = await sql<Pick<StoredCheckpoint, 'size' | 'note'>>`
    select size, note from ledger_checkpoint
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and size < ${below} and (
      size = any(${[...sizes]}::bigint[]) or size in (
        select max(size) from ledger_checkpoint
        where workspace_id = ${tx.workspaceId} and log_id = ${logId} and size < ${below}
        group by (signed_at at time zone 'UTC')::date))
    order by size`.execute(tx.db);
  return rows;
}

/** Newest first; `before` is a size. */
export async function listCheckpoints(
  tx: Tx,
  logId: string,
  before: number | null,
  limit: number,
): Promise<readonly StoredCheckpoint[]> {
  const below = before === null ? sql`` : sql`and size < ${before}`;
  const { rows } = await sql<StoredCheckpoint>`
    select ${columns} from ledger_checkpoint
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} ${below}
    order by size desc limit ${limit}`.execute(tx.db);
  return rows;
}

export type CheckpointOfLog = StoredCheckpoint & { readonly origin: string; readonly firstPosition: number };

/** Where a page of every log's checkpoints goes on. */
export type CheckpointCursor = { readonly firstPosition: number; readonly size: number };

/** Of all logs: the newest log first, and of each the largest size first. */
export async function listAllCheckpoints(
  tx: Tx,
  page: { readonly before: CheckpointCursor | null; readonly limit: number },
): Promise<readonly CheckpointOfLog[]> {
  const { before, limit } = page;
  const earlier =
    before === null
      ? sql``
      : sql`and (log.first_position, checkpoint.size) < (${before.firstPosition}, ${before.size})`;
  const { rows } = await sql<CheckpointOfLog>`
    select checkpoint.size, checkpoint.root, checkpoint.note, checkpoint.signed_at as "signedAt", log.origin,
      log.first_position as "firstPosition"
    from ledger_checkpoint checkpoint join ledger_log log using (workspace_id, log_id)
    where checkpoint.workspace_id = ${tx.workspaceId} ${earlier}
    order by log.first_position desc, checkpoint.size desc limit ${limit}`.execute(tx.db);
  return rows;
}
