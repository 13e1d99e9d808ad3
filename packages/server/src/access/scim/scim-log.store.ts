import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

/** One operation the client asked for. People by pseudonym; nothing that was sent. */
export type ScimLogRow = {
  readonly id: string;
  readonly at: string;
  readonly operation: string;
  readonly subject: string | null;
  readonly group: string | null;
  readonly status: number;
  readonly outcome: string;
};

/** What is kept of a workspace: the newest, and a little more between two clearings. */
export const scimLogRowsMax = 50_000;
const clearedEvery = 500;

export async function insertLogRow(tx: Tx, workspaceId: WorkspaceId, row: ScimLogRow): Promise<void> {
  await sql`
    insert into scim_log (workspace_id, log_id, at, operation, subject_id, group_id, status, outcome)
    values (${workspaceId}, ${row.id}, ${row.at}, ${row.operation}, ${row.subject}, ${row.group}, ${row.status},
      ${row.outcome.slice(0, 300)})`.execute(tx.db);
  if (Number.parseInt(row.id.slice(-4), 16) % clearedEvery === 0) await clearOldRows(tx, workspaceId);
}

async function clearOldRows(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`
    delete from scim_log where workspace_id = ${workspaceId} and log_id < (
      select log_id from scim_log where workspace_id = ${workspaceId}
      order by log_id desc offset ${scimLogRowsMax} limit 1)`.execute(tx.db);
}

/** Newest first; `before` is the id of a row. */
export async function listLogRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly ScimLogRow[]> {
  const earlier = page.before === null ? sql`` : sql`and log_id < ${page.before}`;
  const { rows } = await sql<ScimLogRow>`
    select log_id as id, at, operation, subject_id as subject, group_id as "group", status, outcome
    from scim_log where workspace_id = ${workspaceId} ${earlier}
    order by log_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}
