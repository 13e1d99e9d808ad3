import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type CountedTry = { readonly digest: Buffer; readonly windowMs: number };

const expiredPerTryMax = 50;

/**
 * Counts one try for each key in fixed windows that all processes share; the tries of each so far, this one included. Windows
 * that are over are removed as others come. Losing the last moments in a crash costs nothing, so nobody waits for the disk.
 */
export async function countTries(
  tx: Tx,
  tries: readonly CountedTry[],
  now: string,
): Promise<ReadonlyMap<string, number>> {
  await sql`set local synchronous_commit = off`.execute(tx.db);
  // Always in the same order, so that two processes never wait for each other.
  const sorted = [...tries].sort((a, b) => Buffer.compare(a.digest, b.digest));
  const digests = sorted.map(({ digest }) => digest);
  const ends = sorted.map(({ windowMs }) => new Date(Date.parse(now) + windowMs).toISOString());
  const { rows } = await sql<{ digest: Buffer; tries: number }>`
    insert into sign_in_try as t (key_digest, window_ends_at, tries)
    select digest, ends_at, 1 from unnest(${digests}::bytea[], ${ends}::timestamptz[]) as taken (digest, ends_at)
    on conflict (key_digest) do update set
      tries = case when t.window_ends_at <= ${now}::timestamptz then 1 else least(t.tries, 1000000000) + 1 end,
      window_ends_at = case when t.window_ends_at <= ${now}::timestamptz then excluded.window_ends_at
        else t.window_ends_at end
    returning key_digest as digest, tries`.execute(tx.db);
  await sql`
    delete from sign_in_try where key_digest in (
      select key_digest from sign_in_try where window_ends_at <= ${now}::timestamptz
      limit ${expiredPerTryMax} for update skip locked)`.execute(tx.db);
  return new Map(rows.map((row) => [row.digest.toString('hex'), row.tries]));
}

export async function deleteTries(tx: Tx, digest: Buffer): Promise<void> {
  await sql`delete from sign_in_try where key_digest = ${digest}`.execute(tx.db);
}
