import pg from 'pg';

/**
 * Makes an embedded database forget what its tables held before: their files are written anew without dead rows, together
 * with the statistics that quote them, and the WAL from before is removed instead of kept for reuse. Needs the superuser.
 * Table names are the caller's own words, never input.
 */
export async function forgetWritten(owner: pg.ClientConfig, tables: readonly string[]): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    for (const table of tables) await client.query(`vacuum (full, analyze) ${pg.escapeIdentifier(table)}`);
    await client.query('vacuum full pg_statistic');
    await client.query('alter system set wal_recycle to off');
    await client.query('select pg_reload_conf()');
    // The second checkpoint lets go of the segment in which the first one began.
    for (let i = 0; i < 2; i += 1) {
      await client.query('select pg_switch_wal()');
      await client.query('checkpoint');
    }
    await client.query('alter system reset wal_recycle');
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
}
