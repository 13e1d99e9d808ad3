import type { KnownPopulation } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** How far one check has followed the facts, and under which conditions. */
export type CheckCursor = {
  /** Evaluations that changed something so far. */
  readonly run: number;
  /** 0 before the first evaluation. */
  readonly version: number;
  readonly digest: string;
  /** The last position followed; -1 before the first evaluation. */
  readonly position: number;
  readonly populations: readonly KnownPopulation[];
  readonly evaluatedAt: string;
};

/** Locks the check's cursor until the transaction ends, making it where it is missing, so that runs never overlap. */
export async function lockCursor(tx: Tx, checkId: string, now: string): Promise<CheckCursor> {
  await sql`
    insert into check_cursor (workspace_id, check_id, run, version, digest, position, populations, evaluated_at)
    values (${tx.workspaceId}, ${checkId}, 0, 0, '', -1, '[]', ${now})
    on conflict do nothing`.execute(tx.db);
  const { rows } = await sql<CheckCursor>`
    select run, version, digest, position, populations, evaluated_at as "evaluatedAt" from check_cursor
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId} for update`.execute(tx.db);
  const [cursor] = rows;
  if (cursor === undefined) throw new Error('the cursor of a check vanished');
  return cursor;
}

export async function moveCursor(tx: Tx, checkId: string, cursor: CheckCursor): Promise<void> {
  await sql`
    update check_cursor set run = ${cursor.run}, version = ${cursor.version}, digest = ${cursor.digest},
      position = ${cursor.position}, populations = ${JSON.stringify(cursor.populations)}::jsonb,
      evaluated_at = ${cursor.evaluatedAt}
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId}`.execute(tx.db);
}

/** When each check last looked, by check id. Bounded by the number of released checks. */
export async function lastEvaluations(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ checkId: string; evaluatedAt: string }>`
    select check_id as "checkId", evaluated_at as "evaluatedAt" from check_cursor
    where workspace_id = ${tx.workspaceId} and version > 0 order by check_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.checkId, row.evaluatedAt]));
}
