import type pg from 'pg';

export type TenantTable = {
  readonly name: string;
  readonly columns: readonly TenantColumn[];
  /** What the workspace's own role may do with it. */
  readonly may: Readonly<Record<'select' | 'insert' | 'update' | 'delete', boolean>>;
};

type TenantColumn = { readonly name: string; readonly type: string; readonly isKey: boolean };

/** Every table and partition that has a workspace, as the database itself lists them. */
export async function tenantTables(client: pg.Client): Promise<readonly TenantTable[]> {
  const { rows } = await client.query<TenantTable>(`
    select c.relname as name,
      jsonb_build_object(
        'select', has_table_privilege('daybook_app', c.oid, 'select'),
        'insert', has_table_privilege('daybook_app', c.oid, 'insert'),
        'update', has_any_column_privilege('daybook_app', c.oid, 'update'),
        'delete', has_table_privilege('daybook_app', c.oid, 'delete')) as may,
      jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'isKey', a.attname = 'workspace_id') order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attidentity = ''
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    group by c.oid, c.relname
    having bool_or(a.attname = 'workspace_id') order by c.relname`);
  return rows;
}

/** Takes away what would keep a made-up row out besides the workspace: this database is thrown away after the test. */
export async function dropChecks(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
    from pg_constraint where contype = 'c' and conparentid = 0 and connamespace = 'public'::regnamespace
      and conrelid <> 0 and coninhcount = 0`);
  for (const { statement } of rows) await client.query(statement);
  const triggers = await client.query<{ statement: string }>(`
    select format('drop trigger %I on %s', tgname, tgrelid::regclass) as statement
    from pg_trigger where not tgisinternal and tgparentid = 0 and tgname <> 'own_rows_only'`);
  for (const { statement } of triggers.rows) await client.query(statement);
}

/** One made-up row of a workspace, as an insert; `mark` keeps what is unique apart. */
export function insertOf({ name, columns }: TenantTable, workspaceId: string, mark: string): string {
  const values = columns.map(({ isKey, type }) => (isKey ? `'${workspaceId}'` : madeUp(type, mark)));
  return `insert into ${name} (${columns.map((column) => `"${column.name}"`).join(', ')}) values (${values.join(', ')})`;
}

const made: readonly (readonly [RegExp, (mark: string) => string])[] = [
  [/\[\]$/, () => `'{}'`],
  [/^uuid/, () => 'gen_random_uuid()'],
  [/^(text|character)/, (mark) => `'${mark}'`],
  [/^bytea/, (mark) => `convert_to('${mark}', 'UTF8')`],
  [/^jsonb?/, () => `'{}'`],
  [/^bool/, () => 'true'],
  [/^timestamp/, () => 'now()'],
  [/^date/, () => 'current_date'],
  [/^tsvector/, (mark) => `to_tsvector('simple', '${mark}')`],
  [/^(big|small)?int|^numeric|^double|^real/, (mark) => String(mark.charCodeAt(0))],
];

function madeUp(type: string, mark: string): string {
  const found = made.find(([pattern]) => pattern.test(type));
  if (found === undefined) throw new Error(`no made-up value for the type \`${type}\``);
  return found[1](mark);
}
