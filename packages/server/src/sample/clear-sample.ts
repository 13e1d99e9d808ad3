import { sql } from 'kysely';
import { removeUploadsOf } from '../intake/index.ts';
import { forgetPayloads } from '../ledger/index.ts';
import { requireThrownAway, type Services, type Tx, type WorkspaceId } from '../platform/index.ts';

/**
 * Deletes what a workspace of made-up data held, once it was thrown away: files, the bodies of all entries, and every row the
 * application may delete. What stays nobody finds: the lines of the log with its keys, and registers that nothing may delete
 * from, without the people they were about. Safe to repeat.
 */
export async function clearSample(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, async (tx) => {
    await requireThrownAway(tx);
    await deleteRows(tx, await listClearable(tx));
    await forgetPayloads(tx);
  });
  await removeUploadsOf(workspaceId, services);
}

/** Who belonged to it stays: the last owner of a workspace is never removed. */
async function listClearable(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly name: string }>`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'membership' and has_table_privilege(c.oid, 'delete')
    order by c.relname`.execute(tx.db);
  return rows.map(({ name }) => name);
}

/** Table after table; one that others still point to waits for them. */
async function deleteRows(tx: Tx, tables: readonly string[]): Promise<void> {
  const waiting: string[] = [];
  for (const table of tables) if (!(await deleteFrom(tx, table))) waiting.push(table);
  if (waiting.length === 0) return;
  if (waiting.length === tables.length) throw new Error(`rows of ${waiting.join(', ')} cannot be deleted`);
  await deleteRows(tx, waiting);
}

async function deleteFrom(tx: Tx, table: string): Promise<boolean> {
  await sql`savepoint clearing`.execute(tx.db);
  try {
    await sql`delete from ${sql.table(table)} where workspace_id = ${tx.workspaceId}`.execute(tx.db);
    return true;
  } catch (error) {
    if (!isPointedTo(error)) throw error;
    await sql`rollback to savepoint clearing`.execute(tx.db);
    return false;
  }
}

/** foreign_key_violation */
function isPointedTo(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23503';
}
