import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type Failures = {
  readonly userId: string;
  readonly source: string;
  readonly count: number;
  /** Instants of the first and the last. */
  readonly from: string;
  readonly until: string;
};

/** Sources told apart per account and minute; the others are counted together. */
const sourcesMax = 5;

/** System transactions only. The same statement whether or not the address is of an account; without one nothing is kept. */
export async function addFailure(
  tx: Tx,
  failure: { readonly email: string; readonly source: string },
  now: string,
): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx.db);
  await sql`
    with minute as (select date_trunc('minute', ${now}::timestamptz, 'UTC') as at),
    known as (
      select u.id, (
        select count(*) filter (where f.source <> ${failure.source}) from sign_in_failure f
        where f.user_id = u.id and f.minute = (select at from minute)) as others
      from auth_user u where u.email = ${failure.email})
    insert into sign_in_failure as f (user_id, source, minute, failures, first_at, last_at)
    select id, case when others < ${sourcesMax} then ${failure.source} else 'others' end, (select at from minute), 1,
      ${now}::timestamptz, ${now}::timestamptz
    from known
    on conflict (user_id, minute, source) do update set failures = f.failures + 1,
      last_at = greatest(f.last_at, excluded.last_at)`.execute(tx.db);
}

/** System transactions only. Takes failures of minutes that are over; another process leaves them alone meanwhile. */
export async function takeFailures(tx: Tx, before: string, limit: number): Promise<readonly Failures[]> {
  const { rows } = await sql<Failures>`
    delete from sign_in_failure where (user_id, minute, source) in (
      select user_id, minute, source from sign_in_failure where minute < ${before}::timestamptz
      order by minute, user_id, source limit ${limit} for update skip locked)
    returning user_id as "userId", source, failures as count, first_at as "from", last_at as "until"`.execute(
    tx.db,
  );
  return rows;
}
