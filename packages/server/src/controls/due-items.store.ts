import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';
import { groupPlaces, type ItemPlace } from './findings.store.ts';

export type DueItem = ItemPlace & { readonly dueAt: string };

/** Replaces what is noted for these items: `due` holds those of them that must be judged again at an instant. */
export async function replaceDueItems(
  tx: Tx,
  checkId: string,
  places: readonly ItemPlace[],
  due: readonly DueItem[],
): Promise<void> {
  for (const { kind, scope, keys } of groupPlaces(places)) {
    await sql`
      delete from check_due where workspace_id = ${tx.workspaceId} and check_id = ${checkId}
        and kind = ${kind} and scope = ${scope} and key = any(${keys}::text[])`.execute(tx.db);
  }
  if (due.length === 0) return;
  await sql`
    insert into check_due (workspace_id, check_id, kind, scope, key, due_at)
    select ${tx.workspaceId}, ${checkId}, kind, scope, key, due_at
    from unnest(${due.map((item) => item.kind)}::text[], ${due.map((item) => item.scope)}::text[],
      ${due.map((item) => item.key)}::text[], ${due.map((item) => item.dueAt)}::timestamptz[])
      as made (kind, scope, key, due_at)`.execute(tx.db);
}

/** Items due at this instant, the earliest first. Judging them again removes or moves their row. */
export async function listDueItems(
  tx: Tx,
  checkId: string,
  asOf: string,
  limit: number,
): Promise<readonly ItemPlace[]> {
  const { rows } = await sql<ItemPlace>`
    select kind, scope, key from check_due
    where workspace_id = ${tx.workspaceId} and check_id = ${checkId} and due_at <= ${asOf}
    order by due_at, kind, scope, key limit ${limit}`.execute(tx.db);
  return rows;
}
