import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/**
 * Of these pseudonyms those who have left, and since when: people after their last day, whose source says they are no
 * longer active or whom the first whole list did not hold any more, and holders of accounts that belong to them or to an agency whose engagement ended. The
 * earliest of these instants; days end where the organisation is.
 */
export async function leaversAmong(
  tx: Tx,
  subjects: readonly string[],
  now: string,
): Promise<ReadonlyMap<string, string>> {
  if (subjects.length === 0) return new Map();
  const asked = [...new Set(subjects)];
  const dayAfter = (day: string) => sql`(${sql.raw(day)} + 1)::timestamp at time zone w.zone`;
  const today = sql`(${now}::timestamptz at time zone w.zone)::date`;
  const { rows } = await sql<{ subject: string; leftAt: string }>`
    select subject, min(left_at) as "leftAt" from (
      select asked.subject, least(case when p.ends_on < ${today} then ${dayAfter('p.ends_on')} end, p.gone_at,
          case when p.is_active is false and p.gone_at is null then (
            select min(f.observed_at) from fact f
            where f.workspace_id = p.workspace_id and f.kind = 'person' and f.key = p.subject_id
              and f.superseded_position is null) end) as left_at
      from unnest(${asked}::text[]) as asked (subject)
      cross join lateral (
        select person from account_link l
        where l.workspace_id = ${tx.workspaceId} and l.holder = asked.subject and l.person is not null
        union select asked.subject) whose
      join link_person p on p.workspace_id = ${tx.workspaceId} and p.subject_id = whose.person
      join workspace w on w.workspace_id = p.workspace_id
      where p.ends_on < ${today} or p.is_active is false or p.gone_at is not null
      union all
      select asked.subject,
        least(a.ended_at, case when a.engagement_until < ${today} then ${dayAfter('a.engagement_until')} end)
      from unnest(${asked}::text[]) as asked (subject)
      join account_link l on l.workspace_id = ${tx.workspaceId} and l.holder = asked.subject
      join agency a on a.workspace_id = l.workspace_id and a.agency_id = l.agency
      join workspace w on w.workspace_id = a.workspace_id
      where a.ended_at is not null or a.engagement_until < ${today}
    ) gone where left_at is not null group by subject order by subject`.execute(tx.db);
  return new Map(rows.map(({ subject, leftAt }) => [subject, leftAt > now ? now : leftAt]));
}
