import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, pull } from '../testing/open-test-services.ts';
import { createWorkspace, type WorkspaceId } from './index.ts';

/** Written by the migrator before any policy exists; holds no workspace's data and nobody but the owner may read it. */
const exempt = ['schema_migration'];

test('every table forces row level security and has a policy, or takes inserts only', async () => {
  await using context = await openTestServices();
  const client = new pg.Client(context.owner);
  await client.connect();

  const { rows } = await client.query(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, c.relispartition as part,
      exists (select from pg_policy p where p.polrelid = c.oid) as has_policy,
      has_table_privilege('daybook_app', c.oid, 'select, update, delete') as readable
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`);
  await client.end();

  const open = rows.filter((row) => !(row.forced && row.has_policy) && (row.readable || !row.part));
  expect(open.map((row) => row.name)).toEqual(exempt);
});

test('one workspace sees nothing of another, and cannot write into it', async () => {
  await using context = await openTestServices();
  const { services } = context;
  const other = await services.database.withSystem('test', (tx) =>
    createWorkspace(tx, { slug: 'other', name: 'Other' }, services),
  );
  await pull(context, listOf([account('ada@company.example')]));

  await services.database.withWorkspace(other.id, async (tx) => {
    for (const table of ['fact', 'ledger_entry', 'payload', 'connection', 'pull', 'subject_identity']) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx.db);
      expect([table, rows[0]?.n]).toEqual([table, 0]);
    }
  });
  const write = services.database.withWorkspace(other.id, (tx) =>
    sql`insert into population select ${context.workspaceId}::uuid, kind, scope, 'con_x', items, is_complete, reasons,
      attributes, max_gap_hours, last_pull_at, last_complete_at, position from population`
      .execute(tx.db)
      .then(() => sql`insert into fact_cursor values (${context.workspaceId}, 0)`.execute(tx.db)),
  );
  await expect(write).rejects.toThrow(/row-level security/);
});

test('the bulk door of a table takes rows of the own workspace only', async () => {
  await using context = await openTestServices();
  const { services } = context;
  const other = await services.database.withSystem('test', (tx) =>
    createWorkspace(tx, { slug: 'other', name: 'Other' }, services),
  );

  const write = services.database.withWorkspace(other.id, (tx) =>
    sql`insert into payload_bulk (workspace_id, position, key_id, sealed)
      values (${context.workspaceId}, 1, gen_random_uuid(), '')`.execute(tx.db),
  );

  await expect(write).rejects.toThrow(/rows of another workspace/);
});

test('the bulk door of the ledger takes entries of a log of the own workspace only, and payloads of a known one', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  const into = (id: WorkspaceId) =>
    services.database.withWorkspace(id, (tx) =>
      sql`insert into ledger_entry_bulk (log_id, idx, workspace_id, leaf_hash, type, entry)
        values (gen_random_uuid(), 0, ${id}, '', 'note.made@1', '')`.execute(tx.db),
    );
  const unknown: WorkspaceId = services.ids.uuid();
  const intoPayloads = () =>
    services.database.withWorkspace(unknown, (tx) =>
      sql`insert into payload_bulk (workspace_id, position, key_id, sealed)
        values (${unknown}, 1, gen_random_uuid(), '')`.execute(tx.db),
    );

  await expect(into(workspaceId)).rejects.toThrow(/unknown log/);
  await expect(intoPayloads()).rejects.toThrow(/unknown workspace/);
});
