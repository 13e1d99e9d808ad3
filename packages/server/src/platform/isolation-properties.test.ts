import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPayloads } from '../ledger/index.ts';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../testing/open-test-services.ts';
import { createWorkspace } from './index.ts';
import { dropChecks, insertOf, type TenantTable, tenantTables } from './testing/tenant-rows.ts';

// Two tenants, each with a row in every table there is, and statements nobody wrote by hand.

let context: TestServices;
let admin: pg.Client;
let tenant: pg.Client;
let tables: readonly TenantTable[];
let here: string;
let there: string;

beforeAll(async () => {
  context = await openTestServices();
  const { services } = context;
  here = context.workspaceId;
  const other = await services.database.withSystem('test', (tx) =>
    createWorkspace(tx, { slug: 'next-door', name: 'Next door' }, services),
  );
  there = other.id;
  admin = new pg.Client(context.owner);
  await admin.connect();
  tenant = new pg.Client({ ...context.owner, user: 'daybook_app' });
  await tenant.connect();
  tables = await tenantTables(admin);
  await dropChecks(admin);
  await admin.query('set session_replication_role = replica');
  for (const table of tables.filter(({ name }) => name !== 'workspace' && !name.endsWith('_bulk'))) {
    await admin.query(insertOf(table, here, 'h'));
    await admin.query(insertOf(table, there, 't'));
  }
  await admin.query('set session_replication_role = origin');
}, 120_000);

afterAll(async () => {
  await tenant?.end();
  await admin?.end();
  await context?.[Symbol.asyncDispose]();
});

type Answer = { readonly rows: number; readonly code: string | null };

/** One statement as the workspace's own role runs it; nothing of it stays. */
async function asTenant(
  statement: string,
  values: readonly string[] = [],
  workspace: string | null = here,
): Promise<Answer> {
  await tenant.query('begin');
  try {
    if (workspace !== null)
      await tenant.query(`select set_config('daybook.workspace', $1, true)`, [workspace]);
    const result = await tenant.query(statement, [...values]);
    const counted = result.command === 'SELECT' && 'n' in (result.rows[0] ?? {});
    return { rows: counted ? Number(result.rows[0].n) : (result.rowCount ?? 0), code: null };
  } catch (error) {
    return { rows: 0, code: error instanceof pg.DatabaseError ? (error.code ?? '') : 'unknown' };
  } finally {
    await tenant.query('rollback');
  }
}

const denied = '42501';

async function rowsOf(table: string, workspace: string): Promise<number> {
  const { rows } = await admin.query(`select count(*)::int as n from ${table} where workspace_id = $1`, [
    workspace,
  ]);
  return rows[0].n;
}

const aTable = () => fc.constantFrom(...tables);
const aWhere = fc.constantFrom(
  'true',
  'workspace_id = $1',
  'workspace_id is not null',
  'workspace_id in (select workspace_id from workspace)',
  `workspace_id::text like '%'`,
  'not (workspace_id <> $1)',
);

test('there are as many tables with a workspace as an installation has, each with a row of both tenants', async () => {
  expect(tables.length).toBeGreaterThan(30);
  for (const { name } of tables) {
    if (name.endsWith('_bulk')) continue;
    expect([name, (await rowsOf(name, here)) > 0, (await rowsOf(name, there)) > 0]).toEqual([
      name,
      true,
      true,
    ]);
  }
});

test('no statement reads a row of the other tenant, with and without conditions, from every table and partition', async () => {
  for (const { name, may } of tables) {
    const all = await asTenant(`select count(*)::int as n from ${name}`);
    const others = await asTenant(`select count(*)::int as n from ${name} where workspace_id = $1`, [there]);
    expect([name, others.rows, others.code ?? 'none']).toEqual([name, 0, may.select ? 'none' : denied]);
    expect([name, all.rows]).toEqual([name, may.select ? await rowsOf(name, here) : 0]);
  }
});

test('joins and subqueries over any two tables find nothing of the other tenant', async () => {
  await fc.assert(
    fc.asyncProperty(
      aTable(),
      aTable(),
      fc.constantFrom('cross join', 'left join lateral', 'full join'),
      async (one, two, how) => {
        const on = how === 'cross join' ? '' : 'on true';
        const second = how === 'left join lateral' ? `(select * from ${two.name})` : two.name;
        const answer = await asTenant(
          `select count(*)::int as n from (select a.workspace_id as x, b.workspace_id as y
             from ${one.name} a ${how} ${second} b ${on}) as both_of where x = $1 or y = $1`,
          [there],
        );
        expect([one.name, two.name, answer.rows]).toEqual([one.name, two.name, 0]);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

test('no update and no delete reaches a row of the other tenant', async () => {
  await fc.assert(
    fc.asyncProperty(aTable(), aWhere, fc.boolean(), async (table, where, isDelete) => {
      const set = `update ${table.name} set workspace_id = workspace_id`;
      const statement = `${isDelete ? `delete from ${table.name}` : set} where ${where} and $1 = $1`;
      const answer = await asTenant(statement, [there]);
      const own = await rowsOf(table.name, here);
      expect([statement, answer.rows <= (where.includes('$1') ? 0 : own)]).toEqual([statement, true]);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('no row is written into the other tenant, also through the bulk doors and by moving an own one', async () => {
  for (const table of tables) {
    const written = await asTenant(insertOf(table, there, 'w'));
    expect([table.name, written.code]).toEqual([table.name, denied]);
    const moved = await asTenant(`update ${table.name} set workspace_id = '${there}'`);
    expect([table.name, moved.rows === 0]).toEqual([table.name, true]);
  }
}, 60_000);

test('a query without its workspace finds nothing and writes nothing', async () => {
  for (const table of tables) {
    const read = await asTenant(`select count(*)::int as n from ${table.name}`, [], null);
    const removed = await asTenant(`delete from ${table.name}`, [], null);
    const written = await asTenant(insertOf(table, here, 'w'), [], null);
    expect([table.name, read.rows, removed.rows, written.code]).toEqual([table.name, 0, 0, denied]);
  }
}, 60_000);

test('what belongs to no workspace is closed to the role of workspaces: sign-ins, keys of providers, settings', async () => {
  const { rows } = await admin.query<{ name: string }>(`
    select c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')`);
  const names = rows.map(({ name }) => name);

  expect(names).toEqual(expect.arrayContaining(['auth_session', 'auth_user', 'auth_account']));
  const open = [];
  for (const name of names) {
    const answer = await asTenant(`select count(*)::int as n from ${name}`);
    if (answer.code !== denied) open.push(name);
  }
  expect(open.sort()).toEqual(hangingOnTheirLog);
});

/** Rows of these hang on a log, whose workspace decides; their policies ask for it. */
const hangingOnTheirLog: readonly string[] = [];

describe('keys of payloads', () => {
  test('what one workspace sealed is not opened in another, also where its row and its key id were copied over', async () => {
    await using own = await openTestServices();
    const { services, workspaceId } = own;
    await pull(own, listOf([account('ada@company.example')]));
    const next = await services.database.withSystem('test', (tx) =>
      createWorkspace(tx, { slug: 'next-door', name: 'Next door' }, services),
    );
    const entries = await services.database.withWorkspace(workspaceId, async (tx) => {
      const { rows } = await tx.client.query(
        `select p.position, (l.entry::jsonb)->>'id' as id from payload p
         join ledger_entry l on l.workspace_id = p.workspace_id
         where p.position = (select first_position from ledger_log where ledger_log.log_id = l.log_id) + l.idx`,
      );
      return rows;
    });
    const client = new pg.Client(own.owner);
    await client.connect();
    await client.query('set session_replication_role = replica');
    await client.query(
      'insert into payload (workspace_id, position, key_id, sealed) select $1, position, key_id, sealed from payload',
      [next.id],
    );
    await client.end();

    const opened = (id: string) =>
      services.database.withWorkspace(id, async (tx) => (await readPayloads(tx, entries, services)).length);

    expect(entries.length).toBeGreaterThan(4);
    expect(await opened(workspaceId)).toBe(entries.length);
    expect(await opened(next.id)).toBe(0);
  });
});
