import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** The last change of the deadlines. What it changed is null where it was made before that was kept. */
export type DeadlineChange = {
  readonly by: string | null;
  readonly at: string | null;
  readonly before: unknown;
  readonly position: number;
};

export async function readDeadlineChange(tx: Tx): Promise<DeadlineChange | null> {
  const { rows } = await sql<DeadlineChange>`
    select changed_by as by, changed_at as at, deadlines_before as before, position from removal_deadline
    where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function noteDeadlineChange(
  tx: Tx,
  { by, at, before }: Omit<DeadlineChange, 'position'>,
): Promise<void> {
  await sql`
    update removal_deadline set changed_by = ${by}, changed_at = ${at}, deadlines_before = ${JSON.stringify(before)}::jsonb
    where workspace_id = ${tx.workspaceId}`.execute(tx.db);
}
