import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/**
 * Of these pseudonyms those who have left, and since when: people after their last day or whose source says they are no
 * longer active, and holders of accounts that belong to them or to an agency whose engagement ended. Where no day is told, the
 * instant their source first said so.
 */
export async function leaversAmong(
  tx: Tx,
  subjects: readonly string[],
  now: string,
): Promise<ReadonlyMap<string, string>> {
  if (subjects.length === 0) return new Map();
  const asked = [...new Set(subjects)];
  const dayAfter = (day: string) => sql`(${sql.raw(day)} + 1)::timestamp at time zone 'UTC'`;
  const { rows } = await sql<{ subject: string; leftAt: string }>`
    select subject, min(left_at) as "leftAt" from (
      select asked.subject, coalesce(${dayAfter('p.ends_on')}, (
          select min(f.observed_at) from fact f
          where f.workspace_id = p.workspace_id and f.kind = 'person' and f.key = p.subject_id
            and f.superseded_position is null)) as left_at, p.is_active, p.ends_on
      from unnest(${asked}::text[]) as asked (subject)
      cross join lateral (
        select person from account_link l
        where l.workspace_id = ${tx.workspaceId} and l.holder = asked.subject and l.person is not null
        union select asked.subject) whose
      join link_person p on p.workspace_id = ${tx.workspaceId} and p.subject_id = whose.person
      where p.ends_on < ${now}::timestamptz::date or p.is_active is false
      union all
      select asked.subject, coalesce(a.ended_at, ${dayAfter('a.engagement_until')}), false, a.engagement_until
      from unnest(${asked}::text[]) as asked (subject)
      join account_link l on l.workspace_id = ${tx.workspaceId} and l.holder = asked.subject
      join agency a on a.workspace_id = l.workspace_id and a.agency_id = l.agency
      where a.ended_at is not null or a.engagement_until < ${now}::timestamptz::date
    ) gone where left_at is not null group by subject order by subject`.execute(tx.db);
  // Who was said to be inactive before their last day came has left by now, whatever that day is.
  return new Map(rows.map(({ subject, leftAt }) => [subject, leftAt > now ? now : leftAt]));
}
