import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import type { BackupHeader, BackupTable, LogHead } from './backup-header.ts';

/** Every table of every feature, whatever it is called: a backup that knows a list of tables forgets the next one. */
export type CopiedTable = Pick<BackupTable, 'schema' | 'name' | 'columns'>;

/** Read from the migrations themselves; its rows are made again by applying them. */
const remadeTable = 'public.schema_migration';

/** The same text whatever the server's settings are. `row_security = off` fails instead of hiding rows. */
const copySettings = `
  set local datestyle to 'ISO, YMD'; set local intervalstyle to 'iso_8601'; set local timezone to 'UTC';
  set local bytea_output to 'hex'; set local extra_float_digits to 3; set local row_security to off;
  set local statement_timeout to 0; set local lock_timeout to 0;`;

export async function beginSnapshot(client: pg.Client): Promise<void> {
  await client.query(`begin isolation level repeatable read, read only; ${copySettings}`);
}

/** Triggers and foreign keys rest while rows arrive that satisfied them where they come from. */
export async function beginLoad(client: pg.Client): Promise<void> {
  await client.query(`begin; ${copySettings} set local session_replication_role to replica`);
}

export async function listTables(client: pg.Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(`
    select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%'
    group by n.nspname, c.relname
    order by n.nspname collate "C", c.relname collate "C"`);
  return rows.filter((row) => `${row.schema}.${row.name}` !== remadeTable);
}

export async function listSequences(client: pg.Client): Promise<BackupHeader['sequences']> {
  const { rows } = await client.query<{ schema: string; name: string; lastValue: string | null }>(`
    select schemaname as schema, sequencename as name, last_value::text as "lastValue"
    from pg_sequences order by schemaname collate "C", sequencename collate "C"`);
  return rows.map(({ schema, name, lastValue }) => ({
    schema,
    name,
    lastValue: lastValue === null ? null : Number(lastValue),
  }));
}

export async function setSequence(
  client: pg.Client,
  sequence: BackupHeader['sequences'][number],
): Promise<void> {
  if (sequence.lastValue === null) return;
  await client.query('select setval($1::regclass, $2)', [quoted(sequence), sequence.lastValue]);
}

export async function listAppliedMigrations(client: pg.Client): Promise<BackupHeader['migrations']> {
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from public.schema_migration order by name collate "C"',
  );
  return rows;
}

/** Which master keys what is copied here is sealed under; empty before the first start that kept fingerprints. */
export async function listMasterKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ fingerprint: string }>(
    `select fingerprint from public.master_key where state <> 'former' order by made_at desc`,
  );
  return rows.map(({ fingerprint }) => fingerprint);
}

export async function serverVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  return rows[0]?.version ?? 'unknown';
}

/** The heads of all logs. The ledger's tables are named here because what a restored log must equal is known by its head. */
export async function listLogHeads(client: pg.Client): Promise<LogHead[]> {
  const { rows } = await client.query<{ id: string; size: string; root: string }>(
    `select log_id::text as id, size::text as size, encode(root, 'hex') as root from public.ledger_state order by log_id`,
  );
  return rows.map(({ id, size, root }) => ({ id, size: Number(size), root }));
}

/** The entries of one log in order, in batches of bounded size. */
export async function* readEntries(
  client: pg.Client,
  logId: string,
): AsyncGenerator<readonly { leafHash: Buffer; entry: string }[]> {
  const batchSize = 2_000;
  for (let next = 0; ; next += batchSize) {
    const { rows } = await client.query<{ leafHash: Buffer; entry: string }>(
      `select leaf_hash as "leafHash", entry from public.ledger_entry
       where log_id = $1 and idx >= $2 and idx < $3 order by idx`,
      [logId, next, next + batchSize],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < batchSize) return;
  }
}

/** The rows as COPY text, in primary key order where there is one, so that equal content gives equal bytes. */
export async function openRows(
  client: pg.Client,
  table: CopiedTable,
  which: 'all' | 'none' = 'all',
): Promise<Readable> {
  const order = await primaryKeyOf(client, table);
  const orderBy = order.length === 0 ? '' : ` order by ${order.map(quotedName).join(', ')}`;
  const where = which === 'none' ? ' where false' : '';
  return client.query(
    to(`copy (select ${columnList(table)} from ${quoted(table)}${where}${orderBy}) to stdout`),
  );
}

/** Removes whatever migrations put into the tables; all at once, since they refer to each other. */
export async function emptyTables(client: pg.Client, tables: readonly CopiedTable[]): Promise<void> {
  if (tables.length > 0) await client.query(`truncate ${tables.map(quoted).join(', ')}`);
}

export function openTable(client: pg.Client, table: CopiedTable): Writable {
  return client.query(from(`copy ${quoted(table)} (${columnList(table)}) from stdin`));
}

async function primaryKeyOf(client: pg.Client, table: CopiedTable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select a.attname as name from pg_index i
     cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, at)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indrelid = $1::regclass and i.indisprimary order by k.at`,
    [quoted(table)],
  );
  return rows.map((row) => row.name);
}

function columnList(table: CopiedTable): string {
  return table.columns.map(quotedName).join(', ');
}

function quoted({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${quotedName(schema)}.${quotedName(name)}`;
}

function quotedName(name: string): string {
  return pg.escapeIdentifier(name);
}
