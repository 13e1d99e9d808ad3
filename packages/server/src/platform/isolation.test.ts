import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../testing/open-test-services.ts';
import { createWorkspace, type WorkspaceId } from './index.ts';

/** Written by the migrator before any policy exists; holds no workspace's data and nobody but the owner may read it. */
const exempt = ['schema_migration'];

async function asOwner<T>({ owner }: TestServices, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Tables somebody could read past the policies, and those that have none. */
async function openTables(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, c.relispartition as part,
      exists (select from pg_policy p where p.polrelid = c.oid) as has_policy,
      has_table_privilege('daybook_app', c.oid, 'select, update, delete') as readable
    from pg_class c where c.relkind in ('r', 'p', 'f', 'm', 'v') and c.relnamespace = 'public'::regnamespace
    order by c.relname`);
  return rows
    .filter((row) => !(row.forced && row.has_policy) && (row.readable || !row.part))
    .map((row) => row.name);
}

/** Keys and indexes that do not begin with the workspace, of tables that have one. */
async function keysWithoutWorkspace(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query(`
    select i.indexrelid::regclass::text as name
    from pg_index i join pg_class c on c.oid = i.indrelid
    join pg_attribute w on w.attrelid = c.oid and w.attname = 'workspace_id'
    where c.relnamespace = 'public'::regnamespace and not c.relispartition and i.indkey[0] <> w.attnum
    order by 1`);
  return rows.map((row) => row.name);
}

test('every table forces row level security and has a policy, or takes inserts only', async () => {
  await using context = await openTestServices();

  expect(await asOwner(context, openTables)).toEqual(exempt);
});

test.each([
  ['without anything', 'create table planted (workspace_id uuid primary key)'],
  [
    'with a policy that the table’s owner passes by',
    'create table planted (workspace_id uuid primary key); alter table planted enable row level security; create policy p on planted using (true)',
  ],
  [
    'that forces policies and has none',
    'create table planted (workspace_id uuid primary key); alter table planted enable row level security; alter table planted force row level security',
  ],
  ['as a view', 'create view planted as select * from workspace'],
])('a table %s is found', async (_how, statement) => {
  await using context = await openTestServices();

  const found = await asOwner(context, async (client) => {
    await client.query(statement);
    return openTables(client);
  });

  expect(found).toEqual(['planted', ...exempt]);
});

test('the roles that serve requests pass no policy by, own nothing, and no function lends them more', async () => {
  await using context = await openTestServices();
  const { roles, owned, lending } = await asOwner(context, async (client) => ({
    roles: (
      await client.query(`
        select rolname as name, rolbypassrls or rolsuper or rolcreaterole or rolcreatedb or rolreplication as weighty
        from pg_roles where rolname in ('daybook_app', 'daybook_system') order by 1`)
    ).rows,
    owned: (
      await client.query(`
        select relname as name from pg_class
        where relowner in (select oid from pg_roles where rolname in ('daybook_app', 'daybook_system'))`)
    ).rows,
    lending: (
      await client.query(`
        select proname as name from pg_proc
        where prosecdef and pronamespace = 'public'::regnamespace and has_function_privilege('daybook_app', oid, 'execute')
        order by 1`)
    ).rows,
  }));

  expect(roles).toEqual([
    { name: 'daybook_app', weighty: false },
    { name: 'daybook_system', weighty: false },
  ]);
  expect([owned, lending]).toEqual([[], []]);
});

test('the workspace comes first in every key and index of a table that has one, but for those named here', async () => {
  await using context = await openTestServices();

  expect(await asOwner(context, keysWithoutWorkspace)).toEqual(Object.keys(indexedOtherwise).sort());
});

const bySignIn = 'everywhere one sign-in may act, asked before there is a workspace';
const ofALog = 'hangs on a log, which belongs to one workspace';
const beforeSignIn = 'who comes in is not known yet';

/** Each with the reason why something else comes first. */
const indexedOtherwise: Readonly<Record<string, string>> = {
  api_key_user: bySignIn,
  auth_sso_attempt_expires: beforeSignIn,
  auth_sso_attempt_pkey: beforeSignIn,
  break_glass_account_by_name: beforeSignIn,
  break_glass_account_of_user: bySignIn,
  federated_identity_of_user: bySignIn,
  identity_provider_by_id: beforeSignIn,
  ledger_checkpoint_pkey: ofALog,
  ledger_entry_actor: ofALog,
  ledger_entry_type: ofALog,
  ledger_log_log_id_key: 'a log is one of one workspace, wherever it is named',
  ledger_state_pkey: ofALog,
  ledger_tile_pkey: ofALog,
  membership_user: bySignIn,
  provider_domain_by_name: beforeSignIn,
  scim_provider_by_id: beforeSignIn,
  sign_in_reset_token_digest_key: beforeSignIn,
  workspace_slug_key: 'finds the workspace itself',
};

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
