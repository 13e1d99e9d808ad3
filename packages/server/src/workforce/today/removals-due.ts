import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { type Duty, duty } from './duty.ts';

/** So many late items are looked at, the longest overdue first. */
const lateMax = 2_000;

type LateOrigin = {
  readonly origin: string;
  readonly kind: 'leavers-late' | 'moves-late' | 'removals-late';
  readonly dueAt: string;
  readonly isSeen: boolean;
};

/** Who left and still has something that had to be gone, and the same of reviews and changes of role. */
export async function lateRemovals(tx: Tx, now: string, gaps: readonly string[]): Promise<readonly Duty[]> {
  const { rows } = await sql<LateOrigin & { items: number }>`
    select origin, min(case when cause in ('left', 'engagement-ended', 'report') then 'leavers-late'
        when cause = 'role-changed' then 'moves-late' else 'removals-late' end) as kind, min(due_at) as "dueAt", bool_and(is_observable) as "isSeen", count(*) as items
    from (
      select origin, cause, due_at, is_observable from access_removal
      where workspace_id = ${tx.workspaceId} and state = 'open' and due_at < ${now}
      order by due_at limit ${lateMax}) late
    group by origin order by "dueAt", origin`.execute(tx.db);
  const isAtLeast = rows.reduce((sum, { items }) => sum + items, 0) >= lateMax;
  return [...Map.groupBy(rows, ({ kind }) => kind)].flatMap(([kind, late]) => {
    const [first] = late;
    if (first === undefined) return [];
    const unseen = late.filter(({ isSeen }) => !isSeen).length;
    const numbers = { count: late.length, late: late.length, unseen, isAtLeast, dueAt: first.dueAt };
    const id = late.length === 1 ? first.origin : null;
    return [duty({ kind, urgency: 'late', ...numbers, id, gaps: kind === 'leavers-late' ? gaps : [] })];
  });
}

const reportsMax = 100;

/** What somebody wrote about leaving, and nobody looked at. */
export async function waitingReports(tx: Tx): Promise<readonly Duty[]> {
  const { rows } = await sql<{ id: string; receivedAt: string }>`
    select report_id as id, received_at as "receivedAt" from leave_report
    where workspace_id = ${tx.workspaceId} and state = 'waiting' order by received_at limit ${reportsMax}`.execute(
    tx.db,
  );
  const [first] = rows;
  if (first === undefined) return [];
  const isAtLeast = rows.length === reportsMax;
  return [
    duty({
      kind: 'reports-waiting',
      urgency: 'due',
      count: rows.length,
      isAtLeast,
      dueAt: first.receivedAt,
    }),
  ];
}
