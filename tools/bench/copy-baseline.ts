import { join } from 'node:path';
import pg from 'pg';
import { secondsOf } from './bench.ts';
import type { OpenLedger } from './open-ledger.ts';

const tables = ['ledger_entry', 'payload'] as const;

/** COPY BINARY inside the server, of rows a workspace really has, into tables with the same columns and indexes. */
export interface CopyBaseline extends AsyncDisposable {
  /** Entries a second when each row of the log comes with the row of its payload. */
  withPayloads(): Promise<number>;
  /** Entries a second of the log's rows alone. */
  ofLogAlone(): Promise<number>;
}

export async function openCopyBaseline(
  { owner, databaseDir }: Pick<OpenLedger, 'owner' | 'databaseDir'>,
  workspaceId: string,
  rows: number,
): Promise<CopyBaseline> {
  const client = new pg.Client(owner);
  await client.connect();
  const fileOf = (table: string) => `'${join(databaseDir, `${table}.copy`)}'`;
  for (const table of tables) {
    const chosen = `select * from ${table} where workspace_id = '${workspaceId}' limit ${rows}`;
    await client.query(`copy (${chosen}) to ${fileOf(table)} (format binary)`);
  }
  const copy = async (table: string): Promise<number> => {
    await client.query(
      `drop table if exists raw_copy; create table raw_copy (like ${table}_bulk including all)`,
    );
    let copied = 0;
    const seconds = await secondsOf(async () => {
      const { rowCount } = await client.query(`copy raw_copy from ${fileOf(table)} (format binary)`);
      copied = rowCount ?? 0;
    });
    await client.query('drop table raw_copy');
    return seconds / copied;
  };
  return {
    withPayloads: async () => 1 / ((await copy('ledger_entry')) + (await copy('payload'))),
    ofLogAlone: async () => 1 / (await copy('ledger_entry')),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
