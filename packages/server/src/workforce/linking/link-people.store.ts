import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** A person some list names now or named, and the days their accounts' links say. */
export type LinkPerson = {
  readonly subject: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly isActive: boolean | null;
  /** When the first whole list without them was read; null while some list names them. */
  readonly goneAt: string | null;
};

/** Those of these people that some list names now. */

export async function readLinkPeople(tx: Tx, subjects: readonly string[]): Promise<readonly LinkPerson[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<LinkPerson>`
    select subject_id as subject, to_char(starts_on, 'YYYY-MM-DD') as "startsOn",
      to_char(ends_on, 'YYYY-MM-DD') as "endsOn", is_active as "isActive", gone_at as "goneAt"
    from link_person where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects}::text[])
      and gone_at is null`.execute(tx.db);
  return rows;
}

/** Those of these people that stood on lists and are kept as gone. */
export async function formerAmong(tx: Tx, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set();
  const { rows } = await sql<{ subject: string }>`
    select subject_id as subject from link_person
    where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects}::text[]) and gone_at is not null`.execute(
    tx.db,
  );
  return new Set(rows.map(({ subject }) => subject));
}

export async function saveLinkPeople(tx: Tx, people: readonly LinkPerson[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into link_person (workspace_id, subject_id, starts_on, ends_on, is_active, gone_at)
    select ${tx.workspaceId}, subject_id, starts_on, ends_on, is_active, gone_at
    from unnest(${people.map(({ subject }) => subject)}::text[], ${people.map(({ startsOn }) => startsOn)}::date[],
      ${people.map(({ endsOn }) => endsOn)}::date[], ${people.map(({ isActive }) => isActive)}::boolean[],
      ${people.map(({ goneAt }) => goneAt)}::timestamptz[]) as made (subject_id, starts_on, ends_on, is_active, gone_at)
    on conflict (workspace_id, subject_id) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on,
      is_active = excluded.is_active, gone_at = excluded.gone_at`.execute(tx.db);
}

/** Those of these people that stood on lists and stand on none now, with what was told of them last. */
export async function readFormerPeople(tx: Tx, subjects: readonly string[]): Promise<readonly LinkPerson[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<LinkPerson>`
    with lists as (
      select distinct scope from population where workspace_id = ${tx.workspaceId} and kind = 'person'),
    told as (
      select distinct on (f.scope, f.key, f.connection_id) f.key, f.value, f.is_gone, f.valid_until
      from lists cross join unnest(${subjects}::text[]) as asked (subject)
      join fact f on f.workspace_id = ${tx.workspaceId} and f.kind = 'person' and f.scope = lists.scope
        and f.key = asked.subject
      order by f.scope, f.key, f.connection_id, f.position desc)
    select key as subject, to_char(max((value ->> 'startsOn')::date), 'YYYY-MM-DD') as "startsOn",
      to_char(min((value ->> 'endsOn')::date), 'YYYY-MM-DD') as "endsOn",
      case when bool_or(value ->> 'isActive' = 'false') then false end as "isActive", max(valid_until) as "goneAt"
    from told group by key having bool_and(is_gone) and max(valid_until) is not null`.execute(tx.db);
  return rows;
}

/** What an erasure took away of people that no list names any more; that they went stays. */
export async function forgetFormerPerson(tx: Tx, subject: string): Promise<void> {
  await sql`
    update link_person set starts_on = null, ends_on = null, is_active = null
    where workspace_id = ${tx.workspaceId} and subject_id = ${subject} and gone_at is not null`.execute(
    tx.db,
  );
}

export async function removeLinkPeople(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await sql`
    delete from link_person
    where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects}::text[])`.execute(tx.db);
}
