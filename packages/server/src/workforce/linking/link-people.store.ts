import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** A person some list names now, and the days their accounts' links say. */
export type LinkPerson = {
  readonly subject: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly isActive: boolean | null;
};

export async function readLinkPeople(tx: Tx, subjects: readonly string[]): Promise<readonly LinkPerson[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<LinkPerson>`
    select subject_id as subject, to_char(starts_on, 'YYYY-MM-DD') as "startsOn",
      to_char(ends_on, 'YYYY-MM-DD') as "endsOn", is_active as "isActive"
    from link_person where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects}::text[])`.execute(
    tx.db,
  );
  return rows;
}

export async function saveLinkPeople(tx: Tx, people: readonly LinkPerson[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into link_person (workspace_id, subject_id, starts_on, ends_on, is_active)
    select ${tx.workspaceId}, subject_id, starts_on, ends_on, is_active
    from unnest(${people.map(({ subject }) => subject)}::text[], ${people.map(({ startsOn }) => startsOn)}::date[],
      ${people.map(({ endsOn }) => endsOn)}::date[], ${people.map(({ isActive }) => isActive)}::boolean[])
      as made (subject_id, starts_on, ends_on, is_active)
    on conflict (workspace_id, subject_id) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on,
      is_active = excluded.is_active`.execute(tx.db);
}

export async function removeLinkPeople(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await sql`
    delete from link_person
    where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects}::text[])`.execute(tx.db);
}
