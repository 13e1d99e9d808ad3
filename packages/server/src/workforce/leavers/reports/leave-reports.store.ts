import { sql } from 'kysely';
import type { Tx } from '../../../platform/index.ts';
import type { LeaveReport } from './leave-report.ts';

const columns = sql`report_id as id, way, subject, is_known as "isKnown", sender, to_char(last_day, 'YYYY-MM-DD') as "lastDay",
  words, received_at as "receivedAt", state, run_id as run, decided_by as "decidedBy", decided_at as "decidedAt", position`;

export async function insertReport(tx: Tx, one: LeaveReport): Promise<void> {
  await sql`
    insert into leave_report (workspace_id, report_id, way, subject, is_known, sender, last_day, words, received_at, state,
      run_id, position)
    values (${tx.workspaceId}, ${one.id}, ${one.way}, ${one.subject}, ${one.isKnown}, ${one.sender}, ${one.lastDay},
      ${one.words}, ${one.receivedAt}, ${one.state}, ${one.run}, ${one.position})`.execute(tx.db);
}

export async function updateReport(tx: Tx, one: LeaveReport): Promise<void> {
  await sql`
    update leave_report set state = ${one.state}, run_id = ${one.run}, decided_by = ${one.decidedBy},
      decided_at = ${one.decidedAt}, subject = ${one.subject}, position = ${one.position}
    where workspace_id = ${tx.workspaceId} and report_id = ${one.id}`.execute(tx.db);
}

export async function lockReport(tx: Tx, id: string): Promise<LeaveReport | null> {
  const { rows } = await sql<LeaveReport>`
    select ${columns} from leave_report where workspace_id = ${tx.workspaceId} and report_id = ${id}
    for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** Those of one way that wait, oldest first; locked. */
export async function lockWaiting(
  tx: Tx,
  way: LeaveReport['way'],
  limit: number,
): Promise<readonly LeaveReport[]> {
  const { rows } = await sql<LeaveReport>`
    select ${columns} from leave_report
    where workspace_id = ${tx.workspaceId} and state = 'waiting' and way = ${way}
    order by received_at, report_id limit ${limit} for update`.execute(tx.db);
  return rows;
}

/** Newest first; those that wait before all others when they alone are asked for. */
export async function listReports(
  tx: Tx,
  page: {
    readonly state: LeaveReport['state'] | null;
    readonly before: string | null;
    readonly limit: number;
  },
): Promise<readonly LeaveReport[]> {
  const inState = page.state === null ? sql`` : sql`and state = ${page.state}`;
  const earlier = page.before === null ? sql`` : sql`and report_id < ${page.before}`;
  const { rows } = await sql<LeaveReport>`
    select ${columns} from leave_report where workspace_id = ${tx.workspaceId} ${inState} ${earlier}
    order by report_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** Those about one person, or told in one way. */
export async function countWaiting(
  tx: Tx,
  those: { readonly subject: string } | { readonly way: LeaveReport['way'] },
): Promise<number> {
  const of = 'way' in those ? sql`and way = ${those.way}` : sql`and subject = ${those.subject}`;
  const { rows } = await sql<{ items: number }>`
    select count(*) as items from leave_report
    where workspace_id = ${tx.workspaceId} and state = 'waiting' ${of}`.execute(tx.db);
  return rows[0]?.items ?? 0;
}

export type LeaveForm = { readonly openedAt: string; readonly openedBy: string };

export async function readForm(tx: Tx): Promise<LeaveForm | null> {
  const { rows } = await sql<LeaveForm>`
    select opened_at as "openedAt", opened_by as "openedBy" from leave_form
    where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0] ?? null;
}

/** Replaces the link there was: whoever had that one has nothing any more. */
export async function writeForm(tx: Tx, form: LeaveForm & { readonly digest: Buffer }): Promise<void> {
  await sql`
    insert into leave_form (workspace_id, token_digest, opened_at, opened_by)
    values (${tx.workspaceId}, ${form.digest}, ${form.openedAt}, ${form.openedBy})
    on conflict (workspace_id) do update set token_digest = excluded.token_digest, opened_at = excluded.opened_at,
      opened_by = excluded.opened_by`.execute(tx.db);
}

export async function deleteForm(tx: Tx): Promise<boolean> {
  const result = await sql`delete from leave_form where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

/** System transactions only: whose form a link opens. */
export async function findForm(
  tx: Tx,
  digest: Buffer,
): Promise<{ readonly workspaceId: string; readonly name: string } | null> {
  const { rows } = await sql<{ workspaceId: string; name: string }>`
    select f.workspace_id as "workspaceId", w.name from leave_form f join workspace w using (workspace_id)
    where f.token_digest = ${digest}`.execute(tx.db);
  return rows[0] ?? null;
}
