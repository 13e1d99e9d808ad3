import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { PersonRole } from '../permissions/role.ts';

export type GroupMember = { readonly group: string; readonly id: string; readonly display: string | null };

/** Of these groups together, at most `limit`; by group, then in the order the people were made. */
export async function listGroupMembers(
  tx: Tx,
  workspaceId: WorkspaceId,
  { groups, limit }: { readonly groups: readonly string[]; readonly limit: number },
): Promise<readonly GroupMember[]> {
  const { rows } = await sql<GroupMember>`
    select g.group_id as "group", g.scim_id as id, u.display_name as display
    from scim_group_member g
    join scim_user u on u.workspace_id = g.workspace_id and u.scim_id = g.scim_id
    where g.workspace_id = ${workspaceId} and g.group_id = any(${[...groups]})
    order by g.group_id, g.scim_id limit ${limit}`.execute(tx.db);
  return rows;
}

export type GroupOfUser = { readonly user: string; readonly id: string; readonly display: string };

export async function listGroupsOfUsers(
  tx: Tx,
  workspaceId: WorkspaceId,
  { users, limit }: { readonly users: readonly string[]; readonly limit: number },
): Promise<readonly GroupOfUser[]> {
  const { rows } = await sql<GroupOfUser>`
    select m.scim_id as "user", g.group_id as id, g.display_name as display
    from scim_group_member m
    join scim_group g on g.workspace_id = m.workspace_id and g.group_id = m.group_id
    where m.workspace_id = ${workspaceId} and m.scim_id = any(${[...users]})
    order by m.scim_id, g.group_id limit ${limit}`.execute(tx.db);
  return rows;
}

/** Ids of those that are people of this workspace. */
export async function knownUsers(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select scim_id as id from scim_user
    where workspace_id = ${workspaceId} and scim_id = any(${[...ids]})`.execute(tx.db);
  return new Set(rows.map(({ id }) => id));
}

/** Answers who was not in the group before. */
export async function addMembers(
  tx: Tx,
  workspaceId: WorkspaceId,
  { group, users }: { readonly group: string; readonly users: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into scim_group_member (workspace_id, group_id, scim_id)
    select ${workspaceId}, ${group}, id from unnest(${[...users]}::text[]) as added (id)
    on conflict do nothing returning scim_id as id`.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** Answers who was in the group before. Null takes everybody but those of `except` out. */
export async function removeMembers(
  tx: Tx,
  workspaceId: WorkspaceId,
  {
    group,
    users,
    except = [],
  }: {
    readonly group: string;
    readonly users: readonly string[] | null;
    readonly except?: readonly string[];
  },
): Promise<readonly string[]> {
  const chosen = users === null ? sql`` : sql`and scim_id = any(${[...users]})`;
  const { rows } = await sql<{ id: string }>`
    delete from scim_group_member
    where workspace_id = ${workspaceId} and group_id = ${group} and scim_id <> all(${[...except]}) ${chosen}
    returning scim_id as id`.execute(tx.db);
  return rows.map(({ id }) => id);
}

export async function countMembers(tx: Tx, workspaceId: WorkspaceId, group: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from scim_group_member
    where workspace_id = ${workspaceId} and group_id = ${group}`.execute(tx.db);
  return rows[0]?.total ?? 0;
}

/** Whether the person of this pseudonym is in the group. */
export async function isInGroup(
  tx: Tx,
  workspaceId: WorkspaceId,
  { group, subject }: { readonly group: string; readonly subject: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from scim_group_member g
    join scim_user u on u.workspace_id = g.workspace_id and u.scim_id = g.scim_id
    where g.workspace_id = ${workspaceId} and g.group_id = ${group} and u.subject_id = ${subject}`.execute(
    tx.db,
  );
  return rows.length > 0;
}

/** A role somebody has through a group, and who decided that. */
export type MappedRole = {
  readonly role: PersonRole;
  readonly group: string;
  readonly mappedBy: string;
  readonly approvedBy: string | null;
};

/** Somebody active whose role SCIM gave: what it is, and what the groups say. */
export type Standing = {
  readonly subject: string;
  readonly userId: string;
  readonly role: PersonRole;
  readonly mapped: readonly MappedRole[];
};

/** Those whose role is still the one SCIM gave; whom people gave another one is left to people. */
export async function listStandings(
  tx: Tx,
  workspaceId: WorkspaceId,
  users: readonly string[],
): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing>`
    select u.subject_id as subject, u.user_id as "userId", m.role, coalesce((
      select jsonb_agg(jsonb_build_object('role', g.role, 'group', g.group_id, 'mappedBy', g.mapped_by,
        'approvedBy', g.approved_by) order by g.group_id)
      from scim_group_member x
      join scim_group g on g.workspace_id = x.workspace_id and g.group_id = x.group_id
      where x.workspace_id = u.workspace_id and x.scim_id = u.scim_id and g.role is not null), '[]'::jsonb) as mapped
    from scim_user u
    join membership m on m.workspace_id = u.workspace_id and m.subject_id = u.subject_id
    where u.workspace_id = ${workspaceId} and u.scim_id = any(${[...users]}) and u.given_role = m.role
    order by u.scim_id`.execute(tx.db);
  return rows;
}
