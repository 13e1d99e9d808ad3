import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { Move, MovedField, RoleHeld } from './is-move.ts';
import type { RoleTemplate } from './role-drift.ts';

export async function readHeld(tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, RoleHeld>> {
  const { rows } = await sql<RoleHeld & { person: string }>`
    select person, role, employer, manager from role_held
    where workspace_id = ${tx.workspaceId} and person = any(${people}::text[])`.execute(tx.db);
  return new Map(rows.map(({ person, ...held }) => [person, held]));
}

export async function saveHeld(
  tx: Tx,
  held: readonly (RoleHeld & { readonly person: string })[],
): Promise<void> {
  if (held.length === 0) return;
  await sql`
    insert into role_held (workspace_id, person, role, employer, manager)
    select ${tx.workspaceId}, person, role, employer, manager
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb)
      as made (person text, role text, employer text, manager text)
    on conflict (workspace_id, person) do update set role = excluded.role, employer = excluded.employer,
      manager = excluded.manager`.execute(tx.db);
}

/** What was told of people who were erased: that they changed stays, from what to what does not. */
export async function forgetRoles(
  tx: Tx,
  { people, positions }: { readonly people: readonly string[]; readonly positions: readonly number[] },
): Promise<void> {
  const nothing = JSON.stringify({ role: null, employer: null, manager: null } satisfies RoleHeld);
  await sql`delete from role_held
    where workspace_id = ${tx.workspaceId} and person = any(${people}::text[])`.execute(tx.db);
  await sql`
    update role_change set before = ${nothing}::jsonb, after = ${nothing}::jsonb
    where workspace_id = ${tx.workspaceId}
      and (person = any(${people}::text[]) or position = any(${positions}::bigint[]))`.execute(tx.db);
}

/** How many people still have each of these managers. */
export async function teamSizes(tx: Tx, managers: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ manager: string; people: number }>`
    select manager, count(*) as people from role_held
    where workspace_id = ${tx.workspaceId} and manager = any(${managers}::text[]) group by manager`.execute(
    tx.db,
  );
  return new Map(rows.map(({ manager, people }) => [manager, people]));
}

export type StoredChange = {
  readonly id: string;
  readonly person: string;
  readonly fields: readonly MovedField[];
  readonly before: Move['before'];
  readonly after: Move['after'];
  readonly seenAt: string;
  readonly dueAt: string;
  /** How many ways of access had to be approved again. */
  readonly rights: number;
  readonly position: number;
};

const columns = sql`change_id as id, person, fields, before, after, seen_at as "seenAt", due_at as "dueAt", rights, position`;

export async function insertChange(tx: Tx, row: StoredChange): Promise<void> {
  await sql`
    insert into role_change (workspace_id, change_id, person, fields, before, after, seen_at, due_at, rights, position)
    values (${tx.workspaceId}, ${row.id}, ${row.person}, ${row.fields}, ${JSON.stringify(row.before)}::jsonb,
      ${JSON.stringify(row.after)}::jsonb, ${row.seenAt}, ${row.dueAt}, ${row.rights}, ${row.position})`.execute(
    tx.db,
  );
}

/** Newest first; `before` is the id of a change. */
export async function listChanges(
  tx: Tx,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<readonly StoredChange[]> {
  const earlier = before === null ? sql`` : sql`and change_id < ${before}`;
  const { rows } = await sql<StoredChange>`
    select ${columns} from role_change where workspace_id = ${tx.workspaceId} ${earlier}
    order by change_id desc limit ${limit}`.execute(tx.db);
  return rows;
}

export async function findChange(tx: Tx, id: string): Promise<StoredChange | null> {
  const { rows } = await sql<StoredChange>`
    select ${columns} from role_change where workspace_id = ${tx.workspaceId} and change_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** Bounded: templates are made by hand. */
export async function readTemplates(
  tx: Tx,
): Promise<readonly (RoleTemplate & { readonly position: number })[]> {
  const { rows } = await sql<RoleTemplate & { position: number }>`
    select role, system, rights, position from role_template where workspace_id = ${tx.workspaceId}
    order by system, role limit 10000`.execute(tx.db);
  return rows;
}

export async function writeTemplate(
  tx: Tx,
  { role, system, rights, by, position }: RoleTemplate & { readonly by: string; readonly position: number },
): Promise<void> {
  await sql`
    insert into role_template (workspace_id, role, system, rights, changed_by, position)
    values (${tx.workspaceId}, ${role}, ${system}, ${rights}, ${by}, ${position})
    on conflict (workspace_id, role, system) do update set rights = excluded.rights, changed_by = excluded.changed_by,
      position = excluded.position`.execute(tx.db);
}

export async function removeTemplate(
  tx: Tx,
  { role, system }: Pick<RoleTemplate, 'role' | 'system'>,
): Promise<void> {
  await sql`
    delete from role_template
    where workspace_id = ${tx.workspaceId} and role = ${role} and system = ${system}`.execute(tx.db);
}
