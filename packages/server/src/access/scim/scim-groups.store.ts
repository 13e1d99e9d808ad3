import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { PersonRole } from '../permissions/role.ts';
import { type Compared, type ComparedBy, type Condition, foldCase } from './filter-sql.ts';

export type ScimGroup = {
  readonly id: string;
  readonly externalId: string | null;
  readonly displayName: string;
  /** What its members get; a weighty one only since somebody else approved it. */
  readonly role: PersonRole | null;
  readonly mappedBy: string | null;
  readonly approvedBy: string | null;
  readonly mappedAt: string | null;
  readonly askedRole: PersonRole | null;
  readonly askedBy: string | null;
  readonly askedAt: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
};

const columns = sql`u.group_id as id, u.external_id as "externalId", u.display_name as "displayName", u.role,
  u.mapped_by as "mappedBy", u.approved_by as "approvedBy", u.mapped_at as "mappedAt", u.asked_role as "askedRole", u.asked_by as "askedBy",
  u.asked_at as "askedAt", u.version, u.created_at as "createdAt", u.changed_at as "changedAt"`;

export async function readGroup(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<ScimGroup | null> {
  const { rows } = await sql<ScimGroup>`
    select ${columns} from scim_group u where u.workspace_id = ${workspaceId} and u.group_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function lockGroup(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<ScimGroup | null> {
  await sql`
    select from scim_group where workspace_id = ${workspaceId} and group_id = ${id} for update`.execute(
    tx.db,
  );
  return readGroup(tx, workspaceId, id);
}

export async function isGroupNameTaken(
  tx: Tx,
  workspaceId: WorkspaceId,
  { displayName, except }: { readonly displayName: string; readonly except: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    select from scim_group
    where workspace_id = ${workspaceId} and display_name_key = ${foldCase(displayName)}
      and group_id is distinct from ${except}`.execute(tx.db);
  return rows.length > 0;
}

/** In the order they were made. */
export async function listGroups(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: { readonly condition: Condition | null; readonly offset: number; readonly limit: number },
): Promise<readonly ScimGroup[]> {
  const filter = page.condition === null ? sql`` : sql`and ${page.condition}`;
  const { rows } = await sql<ScimGroup>`
    select ${columns} from scim_group u where u.workspace_id = ${workspaceId} ${filter}
    order by u.group_id offset ${page.offset} limit ${page.limit}`.execute(tx.db);
  return rows;
}

export async function countGroups(
  tx: Tx,
  workspaceId: WorkspaceId,
  condition: Condition | null,
): Promise<number> {
  const filter = condition === null ? sql`` : sql`and ${condition}`;
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from scim_group u where u.workspace_id = ${workspaceId} ${filter}`.execute(
    tx.db,
  );
  return rows[0]?.total ?? 0;
}

/** What filters may ask of groups. */
export const comparedOfGroups: ComparedBy = ({ name, part }) =>
  groupColumns[name] ?? (name === 'meta' && part !== null ? (instants[part] ?? null) : null);

const instants: Readonly<Record<string, Compared>> = {
  created: { kind: 'instant', column: sql`u.created_at` },
  lastmodified: { kind: 'instant', column: sql`u.changed_at` },
};

const groupColumns: Readonly<Record<string, Compared>> = {
  id: { kind: 'text', column: sql`u.group_id`, isExact: true },
  externalid: { kind: 'text', column: sql`u.external_id`, isExact: true },
  displayname: { kind: 'text', column: sql`u.display_name_key`, isExact: false },
  members: {
    kind: 'rows',
    exists: (inner) => sql`(exists (
      select from scim_group_member g
      where g.workspace_id = u.workspace_id and g.group_id = u.group_id and ${inner}))`,
    part: (name) => (name === 'value' ? { kind: 'text', column: sql`g.scim_id`, isExact: true } : null),
  },
};

export async function insertGroup(
  tx: Tx,
  workspaceId: WorkspaceId,
  group: Pick<ScimGroup, 'id' | 'externalId' | 'displayName'> & { readonly at: string },
): Promise<void> {
  await sql`
    insert into scim_group (workspace_id, group_id, external_id, display_name, display_name_key, created_at, changed_at)
    values (${workspaceId}, ${group.id}, ${group.externalId}, ${group.displayName}, ${foldCase(group.displayName)},
      ${group.at}, ${group.at})`.execute(tx.db);
}

export async function updateGroupNames(
  tx: Tx,
  workspaceId: WorkspaceId,
  group: Pick<ScimGroup, 'id' | 'externalId' | 'displayName'> & { readonly at: string },
): Promise<void> {
  await sql`
    update scim_group set external_id = ${group.externalId}, display_name = ${group.displayName},
      display_name_key = ${foldCase(group.displayName)}, version = version + 1, changed_at = ${group.at}
    where workspace_id = ${workspaceId} and group_id = ${group.id}`.execute(tx.db);
}

export async function updateMapping(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  mapping: Pick<
    ScimGroup,
    'role' | 'mappedBy' | 'approvedBy' | 'mappedAt' | 'askedRole' | 'askedBy' | 'askedAt'
  >,
): Promise<void> {
  await sql`
    update scim_group set role = ${mapping.role}, mapped_by = ${mapping.mappedBy}, approved_by = ${mapping.approvedBy},
      mapped_at = ${mapping.mappedAt}, asked_role = ${mapping.askedRole}, asked_by = ${mapping.askedBy},
      asked_at = ${mapping.askedAt}
    where workspace_id = ${workspaceId} and group_id = ${id}`.execute(tx.db);
}

export async function deleteGroup(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<void> {
  await sql`delete from scim_group where workspace_id = ${workspaceId} and group_id = ${id}`.execute(tx.db);
}

export type SizedGroup = Pick<
  ScimGroup,
  'id' | 'role' | 'mappedBy' | 'approvedBy' | 'askedRole' | 'askedBy' | 'askedAt'
> & { readonly name: string; readonly members: number };

export async function listGroupSizes(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly SizedGroup[]> {
  const { rows } = await sql<SizedGroup>`
    select u.group_id as id, u.display_name as name, u.role, u.mapped_by as "mappedBy",
      u.approved_by as "approvedBy", u.asked_role as "askedRole", u.asked_by as "askedBy", u.asked_at as "askedAt",
      (select count(*) from scim_group_member g
        where g.workspace_id = u.workspace_id and g.group_id = u.group_id) as members
    from scim_group u where u.workspace_id = ${workspaceId} and u.group_id > ${page.after}
    order by u.group_id limit ${page.limit}`.execute(tx.db);
  return rows;
}
