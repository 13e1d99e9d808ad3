import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** System transactions only. Tells every process to close the open screens of somebody. */
export async function markScreensEnded(tx: Tx, userId: string): Promise<void> {
  await sql`update auth_user set screens_ended_at = clock_timestamp() where id = ${userId}`.execute(tx.db);
}

/**
 * System transactions only. Who of these was to be closed since then, or has no open session any more. Screens of programs are
 * kept by the pseudonym of whose key it is: one of the keys ended since then, or none is left.
 */
export async function listEnded(
  tx: Tx,
  people: readonly string[],
  since: string,
): Promise<{ readonly ended: readonly string[]; readonly now: string }> {
  const { rows } = await sql<{ id: string; now: string }>`
    select u.id from auth_user u
    where u.id = any(${[...people]}::text[]) and (u.screens_ended_at >= ${since}::timestamptz
      or not exists (select from auth_session s where s.user_id = u.id and s.expires_at > now()))
    union all
    select p.id from unnest(${[...people]}::text[]) as p (id)
    where starts_with(p.id, 'sub_') and (exists (
        select from api_key k where k.subject_id = p.id and k.ended_at >= ${since}::timestamptz)
      or not exists (select from api_key k where k.subject_id = p.id and k.ended_at is null))`.execute(tx.db);
  const clock = await sql<{ now: string }>`select now() as now`.execute(tx.db);
  return { ended: rows.map(({ id }) => id), now: clock.rows[0]?.now ?? since };
}
