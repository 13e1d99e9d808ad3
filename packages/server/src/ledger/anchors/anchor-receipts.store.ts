import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { AnchorKind } from './anchor-kind.ts';

/** What a third party answered for one checkpoint, as it was verified when it came. */
export type AnchorReceipt = {
  readonly logId: string;
  /** Of the checkpoint. */
  readonly size: number;
  readonly root: Buffer;
  readonly kind: AnchorKind;
  /** Of a witness: its key's name. Else the name the owner gave the target. */
  readonly by: string;
  /** The third party's time; of mail, when its server took the message. */
  readonly at: string;
  /** Our time. */
  readonly takenAt: string;
  /** Where the receipt itself is in the ledger (`anchor.receipt@1`). */
  readonly position: number;
  /** `anc_…`, also of a target that is gone. */
  readonly target: string;
  /** The cosignature line with its line feed, the DER of the time-stamp token (CMS), or message id and digest. */
  readonly receipt: Buffer;
  /** The key a witness's line verifies under; null for the other kinds. */
  readonly verifierKey: string | null;
  /** PEM of the roots a time stamp was verified against; null for the other kinds. */
  readonly rootCertificates: string | null;
};

const columns = sql`log_id as "logId", size, root, kind, by_name as "by", stated_at as "at", taken_at as "takenAt",
  position, target_id as target, receipt, verifier_key as "verifierKey", root_certificates as "rootCertificates"`;

/** How many receipts one log may have read at once: three targets an hour for a year, four times over. */
const receiptsMax = 100_000;

/** All receipts of one log, by checkpoint size and then in the order they came. Fails past its bound. */
export async function listAnchors(tx: Tx, logId: string): Promise<readonly AnchorReceipt[]> {
  const { rows } = await sql<AnchorReceipt>`
    select ${columns} from anchor_receipt where workspace_id = ${tx.workspaceId} and log_id = ${logId}
    order by size, position limit ${receiptsMax + 1}`.execute(tx.db);
  if (rows.length > receiptsMax) throw new Error('a log has more receipts than can be read at once');
  return rows;
}

/** Receipts of the workspace, newest first; `before` is a position. */
export async function listReceiptsBefore(
  tx: Tx,
  before: number | null,
  limit: number,
): Promise<readonly AnchorReceipt[]> {
  const below = before === null ? sql`` : sql`and position < ${before}`;
  const { rows } = await sql<AnchorReceipt>`
    select ${columns} from anchor_receipt where workspace_id = ${tx.workspaceId} ${below}
    order by position desc limit ${limit}`.execute(tx.db);
  return rows;
}

export async function insertReceipt(tx: Tx, receipt: AnchorReceipt): Promise<void> {
  await sql`
    insert into anchor_receipt (workspace_id, log_id, size, position, target_id, kind, by_name, root, stated_at,
      taken_at, receipt, verifier_key, root_certificates)
    values (${tx.workspaceId}, ${receipt.logId}, ${receipt.size}, ${receipt.position}, ${receipt.target},
      ${receipt.kind}, ${receipt.by}, ${receipt.root}, ${receipt.at}, ${receipt.takenAt}, ${receipt.receipt},
      ${receipt.verifierKey}, ${receipt.rootCertificates})`.execute(tx.db);
}

/** The largest size of this log the target has confirmed; 0 before the first. */
export async function confirmedSize(tx: Tx, logId: string, targetId: string): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select coalesce(max(size), 0) as size from anchor_receipt
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and target_id = ${targetId}`.execute(tx.db);
  return rows[0]?.size ?? 0;
}

/** Whether entries other than receipts were written from `size` on: receipts alone are no reason for another. */
export async function hasGrownSince(tx: Tx, logId: string, size: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from ledger_entry
      where workspace_id = ${tx.workspaceId} and log_id = ${logId} and idx >= ${size} and type <> 'anchor.receipt@1'
    ) as found`.execute(tx.db);
  return rows[0]?.found ?? false;
}

export type RecentKind = { readonly kind: AnchorKind; readonly newestAt: string };

/** When each kind last confirmed anything of this log, by our time. */
export async function newestByKind(tx: Tx, logId: string): Promise<readonly RecentKind[]> {
  const { rows } = await sql<RecentKind>`
    select kind, max(taken_at) as "newestAt" from anchor_receipt where workspace_id = ${tx.workspaceId} and log_id = ${logId}
    group by kind order by kind`.execute(tx.db);
  return rows;
}

/** Whether any log of the workspace was ever confirmed. */
export async function hasReceipts(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from anchor_receipt where workspace_id = ${tx.workspaceId}) as found`.execute(
    tx.db,
  );
  return rows[0]?.found ?? false;
}

export type Bound = {
  readonly at: string;
  readonly by: string;
  readonly position: number;
  readonly size: number;
};

/**
 * The latest time a third party had stated before the entry at `position` was written: its receipt is an earlier entry.
 * Mail states no time of its own that could not have been made up, so it is left out.
 */
export async function boundBefore(tx: Tx, position: number): Promise<Bound | null> {
  const { rows } = await sql<Bound>`
    select stated_at as "at", by_name as "by", position, size from anchor_receipt
    where workspace_id = ${tx.workspaceId} and position < ${position} and kind <> 'mail'
    order by position desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** The first checkpoint that covers the entry and that a third party confirmed; of mail only where there is no other. */
export async function boundAfter(tx: Tx, position: number): Promise<Bound | null> {
  const { rows } = await sql<Bound>`
    select stated_at as "at", by_name as "by", r.position, r.size
    from anchor_receipt r join ledger_log l on l.log_id = r.log_id and l.workspace_id = r.workspace_id
    where r.workspace_id = ${tx.workspaceId} and l.first_position + r.size > ${position}
    order by kind = 'mail', l.first_position, r.size, r.stated_at limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** The kinds of third party that confirmed a checkpoint covering the entry. */
export async function kindsCovering(tx: Tx, position: number): Promise<readonly AnchorKind[]> {
  const { rows } = await sql<{ kind: AnchorKind }>`
    select distinct kind from anchor_receipt r
    join ledger_log l on l.log_id = r.log_id and l.workspace_id = r.workspace_id
    where r.workspace_id = ${tx.workspaceId} and l.first_position + r.size > ${position}`.execute(tx.db);
  return rows.map((row) => row.kind);
}

/** The cosignature lines of one checkpoint: of each witness key the first, in the order they came. */
export async function witnessLines(tx: Tx, logId: string, size: number): Promise<readonly string[]> {
  const { rows } = await sql<{ receipt: Buffer }>`
    select receipt from (
      select distinct on (verifier_key) receipt, position from anchor_receipt
      where workspace_id = ${tx.workspaceId} and log_id = ${logId} and size = ${size} and kind = 'witness'
      order by verifier_key, position) as firsts
    order by position limit 100`.execute(tx.db);
  return rows.map((row) => row.receipt.toString('utf8'));
}

/** Enough to hold the newest checkpoint that each of many witnesses cosigned. */
const cosignaturesMax = 100;

/** Cosignature lines that lie in the ledger before a position, those that came last first. */
export async function newestCosignatures(
  tx: Tx,
  logId: string,
  before: number,
): Promise<readonly { readonly size: number; readonly line: string }[]> {
  const { rows } = await sql<{ size: number; receipt: Buffer }>`
    select size, receipt from anchor_receipt
    where workspace_id = ${tx.workspaceId} and log_id = ${logId} and kind = 'witness' and position < ${before}
    order by position desc limit ${cosignaturesMax}`.execute(tx.db);
  return rows.map(({ size, receipt }) => ({ size, line: receipt.toString('utf8') }));
}
