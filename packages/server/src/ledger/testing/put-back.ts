import pg from 'pg';
import type { TestServices } from '../../testing/open-test-services.ts';

/** The log tables as they were at some time. */
export type Kept = { readonly tables: ReadonlyMap<string, readonly Record<string, unknown>[]> };

const tables = [
  'ledger_log',
  'ledger_state',
  'ledger_entry',
  'ledger_tile',
  'ledger_checkpoint',
  'ledger_key',
  'ledger_fork',
  'ledger_fork_report',
  'payload',
] as const;

/** What a backup taken now would hold of the ledger. */
export async function keepLedger({ owner }: TestServices): Promise<Kept> {
  return asOwner(owner, async (client) => {
    const kept = new Map<string, readonly Record<string, unknown>[]>();
    for (const table of tables) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${table} t`,
      );
      kept.set(
        table,
        rows.map(({ row }) => row),
      );
    }
    return { tables: kept };
  });
}

/** Puts the ledger back to that state, as restoring the backup does: triggers and rights do not count. */
export async function putBackLedger({ owner }: TestServices, kept: Kept): Promise<void> {
  await asOwner(owner, async (client) => {
    await client.query('begin; set local session_replication_role to replica; set local row_security to off');
    for (const table of tables.toReversed()) await client.query(`delete from ${table}`);
    for (const table of tables) {
      const rows = JSON.stringify(kept.tables.get(table) ?? []);
      await client.query(
        `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [rows],
      );
    }
    await client.query('commit');
  });
}

async function asOwner<T>(owner: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
