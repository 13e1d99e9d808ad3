import type { FindingCounts } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type ScopeCounts = { readonly scope: string; readonly counts: FindingCounts };

/** What one check.ran says, with the check's own counts: completeness is applied when it is shown. */
export type CheckResult = {
  readonly checkId: string;
  readonly run: number;
  readonly controlId: string;
  readonly version: number;
  readonly digest: string;
  /** In ascending order of scope. */
  readonly scopes: readonly ScopeCounts[];
  readonly findingsDigest: string;
  readonly commonestSettle: string | null;
  /** The entry in the ledger. */
  readonly position: number;
  readonly recordedAt: string;
};

const columns = sql`check_id as "checkId", run, control_id as "controlId", version, digest, scopes,
  findings_digest as "findingsDigest", commonest_settle as "commonestSettle", position,
  recorded_at as "recordedAt"`;

const names = sql`"checkId", run, "controlId", version, digest, scopes, "findingsDigest", "commonestSettle",
  position, "recordedAt"`;

export async function insertResult(tx: Tx, result: CheckResult): Promise<void> {
  await sql`
    insert into check_result (workspace_id, check_id, run, control_id, version, digest, scopes, findings_digest,
      commonest_settle, position, recorded_at)
    values (${tx.workspaceId}, ${result.checkId}, ${result.run}, ${result.controlId}, ${result.version},
      ${result.digest}, ${JSON.stringify(result.scopes)}::jsonb, ${result.findingsDigest},
      ${result.commonestSettle}, ${result.position}, ${result.recordedAt})`.execute(tx.db);
}

/** The newest result of one check, or null before its first. */
export async function lastResult(tx: Tx, checkId: string): Promise<CheckResult | null> {
  const { rows } = await sql<CheckResult>`
    select ${columns} from check_result
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId}
    order by run desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** The newest result of each check recorded no later than `asOf`, in ascending order of check ids. */
export async function resultsAt(tx: Tx, asOf: string): Promise<readonly CheckResult[]> {
  const { rows } = await sql<CheckResult>`
    select distinct on (check_id) ${columns} from check_result
    where workspace_id = ${tx.workspaceId} and recorded_at <= ${asOf}
    order by check_id, run desc`.execute(tx.db);
  return rows;
}

/**
 * The results of one control that were in force at some time in `[from, to]`: each check's last one before `from`, and all
 * within. In the order they were recorded. Throws past 100,000.
 */
export async function resultsBetween(
  tx: Tx,
  controlId: string,
  from: string,
  to: string,
): Promise<readonly CheckResult[]> {
  const { rows } = await sql<CheckResult>`
    select ${names} from (
      (select distinct on (check_id) ${columns} from check_result
        where workspace_id = ${tx.workspaceId} and control_id = ${controlId} and recorded_at < ${from}
        order by check_id, run desc)
      union all
      (select ${columns} from check_result
        where workspace_id = ${tx.workspaceId} and control_id = ${controlId}
          and recorded_at >= ${from} and recorded_at <= ${to})
    ) as found order by "recordedAt", "checkId", run limit ${resultsMax + 1}`.execute(tx.db);
  if (rows.length > resultsMax) throw new Error('too many results of one control in this span');
  return rows;
}

const resultsMax = 100_000;
