import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { refuse } from '../errors.ts';
import { beginLoad, emptyTables, listTables, openTable, setSequence } from './copied-tables.store.ts';
import type { Archive } from './read-archive.ts';

/** Fills the tables of a fresh schema in one transaction; the schema must have exactly the tables and columns of the backup. */
export async function loadTables(
  client: pg.Client,
  archive: Archive,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const { tables, sequences } = archive.header;
  await requireSameShape(client, archive);
  await beginLoad(client);
  await emptyTables(client, tables);
  for (const [at, table] of tables.entries()) {
    progress(at, tables.length);
    const target = openTable(client, table);
    await pipeline(await archive.openFile(table), target);
    const loaded = 'rowCount' in target ? target.rowCount : null;
    if (loaded !== table.rows)
      refuse('backup-damaged', `\`${table.name}\` took ${loaded} rows; the backup names ${table.rows}`);
  }
  for (const sequence of sequences) await setSequence(client, sequence);
  await client.query('commit');
  await client.query('analyze');
}

async function requireSameShape(client: pg.Client, { header }: Archive): Promise<void> {
  const shape = (table: { schema: string; name: string; columns: readonly string[] }): string =>
    `${table.schema}.${table.name} (${[...table.columns].sort().join(', ')})`;
  const expected = (await listTables(client)).map(shape);
  const found = header.tables.map(shape);
  const different = [...new Set([...expected, ...found])].filter(
    (one) => expected.includes(one) !== found.includes(one),
  );
  const [first] = different;
  if (first !== undefined)
    refuse('backup-damaged', `the tables of the backup do not fit its migrations: ${first}`);
}
