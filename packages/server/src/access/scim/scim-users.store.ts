import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { PersonRole } from '../permissions/role.ts';
import { type Compared, type ComparedBy, type Condition, foldCase } from './filter-sql.ts';
import type { ScimEmail, ScimPerson } from './scim-person.ts';

/** What a membership was when somebody was deactivated; reactivation gives exactly this back. */
export type KeptMembership = {
  readonly role: PersonRole;
  readonly identityPosition: number;
  readonly identityEntry: string;
  readonly createdPosition: number;
  readonly createdAt: string;
};

export type ScimUser = Omit<ScimPerson, 'isActive'> & {
  readonly id: string;
  readonly userId: string;
  readonly subject: string;
  readonly isActive: boolean;
  readonly madeSignIn: boolean;
  /** The role SCIM gave last; null where people gave it. */
  readonly givenRole: PersonRole | null;
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Null while active. */
  readonly kept: KeptMembership | null;
};

const columns = sql`u.scim_id as id, u.user_id as "userId", u.subject_id as subject, u.external_id as "externalId",
  u.user_name as "userName", u.display_name as "displayName", u.formatted_name as "formattedName",
  u.given_name as "givenName", u.family_name as "familyName", u.is_active as "isActive",
  u.made_sign_in as "madeSignIn", u.given_role as "givenRole", u.version, u.created_at as "createdAt",
  u.changed_at as "changedAt",
  case when u.kept_role is null then null else jsonb_build_object('role', u.kept_role,
    'identityPosition', u.kept_identity_position, 'identityEntry', u.kept_identity_entry,
    'createdPosition', u.kept_created_position, 'createdAt', u.kept_created_at) end as kept,
  coalesce((
    select jsonb_agg(jsonb_build_object('value', e.value, 'type', e.kind, 'isPrimary', e.is_primary) order by e.place)
    from scim_email e where e.workspace_id = u.workspace_id and e.scim_id = u.scim_id), '[]'::jsonb) as emails`;

export async function readUser(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<ScimUser | null> {
  const { rows } = await sql<ScimUser>`
    select ${columns} from scim_user u where u.workspace_id = ${workspaceId} and u.scim_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** Nobody else changes the row until the transaction ends. */
export async function lockUser(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<ScimUser | null> {
  await sql`
    select from scim_user where workspace_id = ${workspaceId} and scim_id = ${id} for update`.execute(tx.db);
  return readUser(tx, workspaceId, id);
}

/** Whether another person of the workspace has this user name, or this sign-in. */
export async function isTaken(
  tx: Tx,
  workspaceId: WorkspaceId,
  {
    userName,
    userId,
    except,
  }: { readonly userName?: string; readonly userId?: string; readonly except: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    select from scim_user
    where workspace_id = ${workspaceId} and scim_id is distinct from ${except}
      and (user_name_key = ${userName === undefined ? null : foldCase(userName)} or user_id = ${userId ?? null})
    limit 1`.execute(tx.db);
  return rows.length > 0;
}

export type UserPage = {
  readonly condition: Condition | null;
  /** From 0. */
  readonly offset: number;
  readonly limit: number;
};

/** In the order they were made. The page is found on the key alone, then read. */
export async function listUsers(
  tx: Tx,
  workspaceId: WorkspaceId,
  { condition, offset, limit }: UserPage,
): Promise<readonly ScimUser[]> {
  const { rows } = await sql<ScimUser>`
    select ${columns} from (
      select scim_id from scim_user u where u.workspace_id = ${workspaceId} ${andCondition(condition)}
      order by u.scim_id offset ${offset} limit ${limit}) as page
    join scim_user u on u.workspace_id = ${workspaceId} and u.scim_id = page.scim_id
    order by u.scim_id`.execute(tx.db);
  return rows;
}

export async function countUsers(
  tx: Tx,
  workspaceId: WorkspaceId,
  condition: Condition | null,
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from scim_user u where u.workspace_id = ${workspaceId} ${andCondition(condition)}`.execute(
    tx.db,
  );
  return rows[0]?.total ?? 0;
}

function andCondition(condition: Condition | null) {
  return condition === null ? sql`` : sql`and ${condition}`;
}

/** What filters may ask of people. */
export const comparedOfUsers: ComparedBy = ({ name, part }) => {
  if (name === 'name') return part === null ? null : (nameColumns[part] ?? null);
  return userColumns[name] ?? (name === 'meta' && part !== null ? (instants[part] ?? null) : null);
};

function folded(column: ReturnType<typeof sql>): Compared {
  return { kind: 'text', column, isExact: false };
}

function exact(column: ReturnType<typeof sql>): Compared {
  return { kind: 'text', column, isExact: true };
}

const nameColumns: Readonly<Record<string, Compared>> = {
  formatted: folded(sql`u.formatted_name_key`),
  givenname: folded(sql`u.given_name_key`),
  familyname: folded(sql`u.family_name_key`),
};

const instants: Readonly<Record<string, Compared>> = {
  created: { kind: 'instant', column: sql`u.created_at` },
  lastmodified: { kind: 'instant', column: sql`u.changed_at` },
};

const emailParts: Readonly<Record<string, Compared>> = {
  value: folded(sql`e.value_key`),
  type: folded(sql`lower(e.kind)`),
  primary: { kind: 'truth', column: sql`e.is_primary` },
};

const userColumns: Readonly<Record<string, Compared>> = {
  id: exact(sql`u.scim_id`),
  externalid: exact(sql`u.external_id`),
  username: folded(sql`u.user_name_key`),
  displayname: folded(sql`u.display_name_key`),
  active: { kind: 'truth', column: sql`u.is_active` },
  emails: {
    kind: 'rows',
    exists: (inner) =>
      sql`(u.scim_id in (select e.scim_id from scim_email e where e.workspace_id = u.workspace_id and ${inner}))`,
    part: (name) => emailParts[name] ?? null,
  },
  groups: {
    kind: 'rows',
    exists: (inner) =>
      sql`(u.scim_id in (select g.scim_id from scim_group_member g where g.workspace_id = u.workspace_id and ${inner}))`,
    part: (name) => (name === 'value' ? exact(sql`g.group_id`) : null),
  },
};

export type NewUser = ScimPerson & {
  readonly id: string;
  readonly userId: string;
  readonly subject: string;
  readonly madeSignIn: boolean;
  readonly givenRole: PersonRole | null;
  readonly at: string;
};

/** Active; what was asked otherwise is done afterwards. */
export async function insertUser(tx: Tx, workspaceId: WorkspaceId, user: NewUser): Promise<void> {
  await sql`
    insert into scim_user (workspace_id, scim_id, user_id, subject_id, external_id, user_name, user_name_key,
      display_name, display_name_key, formatted_name, formatted_name_key, given_name, given_name_key, family_name,
      family_name_key, is_active, made_sign_in, given_role, created_at, changed_at)
    values (${workspaceId}, ${user.id}, ${user.userId}, ${user.subject}, ${user.externalId}, ${user.userName},
      ${foldCase(user.userName)}, ${user.displayName}, ${keyOf(user.displayName)}, ${user.formattedName},
      ${keyOf(user.formattedName)}, ${user.givenName}, ${keyOf(user.givenName)}, ${user.familyName},
      ${keyOf(user.familyName)}, true, ${user.madeSignIn}, ${user.givenRole}, ${user.at}, ${user.at})`.execute(
    tx.db,
  );
  await insertEmails(tx, workspaceId, user.id, user.emails);
}

/** What the provider says of somebody; not whether they are active. */
export async function updatePerson(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  { person, at }: { readonly person: ScimPerson; readonly at: string },
): Promise<void> {
  await sql`
    update scim_user set external_id = ${person.externalId}, user_name = ${person.userName},
      user_name_key = ${foldCase(person.userName)}, display_name = ${person.displayName},
      display_name_key = ${keyOf(person.displayName)}, formatted_name = ${person.formattedName},
      formatted_name_key = ${keyOf(person.formattedName)}, given_name = ${person.givenName},
      given_name_key = ${keyOf(person.givenName)}, family_name = ${person.familyName},
      family_name_key = ${keyOf(person.familyName)}, version = version + 1, changed_at = ${at}
    where workspace_id = ${workspaceId} and scim_id = ${id}`.execute(tx.db);
  await sql`delete from scim_email where workspace_id = ${workspaceId} and scim_id = ${id}`.execute(tx.db);
  await insertEmails(tx, workspaceId, id, person.emails);
}

function keyOf(text: string | null): string | null {
  return text === null ? null : foldCase(text);
}

async function insertEmails(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  emails: readonly ScimEmail[],
): Promise<void> {
  for (const [place, { value, type, isPrimary }] of emails.entries()) {
    await sql`
      insert into scim_email (workspace_id, scim_id, place, value, value_key, kind, is_primary)
      values (${workspaceId}, ${id}, ${place}, ${value}, ${foldCase(value)}, ${type}, ${isPrimary})`.execute(
      tx.db,
    );
  }
}

export async function markInactive(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  { kept, at }: { readonly kept: KeptMembership; readonly at: string },
): Promise<void> {
  await sql`
    update scim_user set is_active = false, kept_role = ${kept.role}, kept_identity_position = ${kept.identityPosition},
      kept_identity_entry = ${kept.identityEntry}, kept_created_position = ${kept.createdPosition},
      kept_created_at = ${kept.createdAt}, version = version + 1, changed_at = ${at}
    where workspace_id = ${workspaceId} and scim_id = ${id}`.execute(tx.db);
}

export async function markActive(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  {
    subject,
    givenRole,
    at,
  }: { readonly subject: string; readonly givenRole: string | null; readonly at: string },
): Promise<void> {
  await sql`
    update scim_user set is_active = true, subject_id = ${subject}, given_role = ${givenRole}, kept_role = null,
      kept_identity_position = null, kept_identity_entry = null, kept_created_position = null, kept_created_at = null,
      version = version + 1, changed_at = ${at}
    where workspace_id = ${workspaceId} and scim_id = ${id}`.execute(tx.db);
}

/** The identity of somebody deactivated is kept for their return. */
export async function keepIdentity(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  identity: { readonly position: number; readonly entry: string },
): Promise<void> {
  await sql`
    update scim_user set kept_identity_position = ${identity.position}, kept_identity_entry = ${identity.entry}
    where workspace_id = ${workspaceId} and scim_id = ${id} and not is_active`.execute(tx.db);
}

export async function setGivenRole(
  tx: Tx,
  workspaceId: WorkspaceId,
  subjects: readonly string[],
  role: PersonRole,
): Promise<void> {
  await sql`
    update scim_user set given_role = ${role}
    where workspace_id = ${workspaceId} and subject_id = any(${[...subjects]})`.execute(tx.db);
}

export async function deleteUser(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<void> {
  await sql`delete from scim_user where workspace_id = ${workspaceId} and scim_id = ${id}`.execute(tx.db);
}

/** When people took somebody out of the workspace, or somebody was erased. */
export async function forgetScimUser(tx: Tx, workspaceId: WorkspaceId, subject: string): Promise<void> {
  await sql`delete from scim_user where workspace_id = ${workspaceId} and subject_id = ${subject}`.execute(
    tx.db,
  );
}

export type UserCounts = { readonly active: number; readonly inactive: number };

export async function countByState(tx: Tx, workspaceId: WorkspaceId): Promise<UserCounts> {
  const { rows } = await sql<UserCounts>`
    select count(*) filter (where is_active) as active, count(*) filter (where not is_active) as inactive
    from scim_user where workspace_id = ${workspaceId}`.execute(tx.db);
  return rows[0] ?? { active: 0, inactive: 0 };
}

export type IdentityOf = { readonly subject: string; readonly position: number; readonly id: string };

/** The identity each of these was told with last: members, who is deactivated, and who belonged here once. */
export async function identitiesOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  subjects: readonly string[],
): Promise<readonly IdentityOf[]> {
  const { rows } = await sql<IdentityOf>`
    select subject_id as subject, identity_position as position, identity_entry as id from membership
    where workspace_id = ${workspaceId} and subject_id = any(${[...subjects]})
    union all
    select subject_id, kept_identity_position, kept_identity_entry from scim_user
    where workspace_id = ${workspaceId} and subject_id = any(${[...subjects]}) and not is_active
    union all
    select subject_id, identity_position, identity_entry from former_membership
    where workspace_id = ${workspaceId} and subject_id = any(${[...subjects]})`.execute(tx.db);
  return rows;
}

/** Somebody erased who is no member: what the provider said of them goes too. */
export async function forgetErased(tx: Tx, workspaceId: WorkspaceId, subject: string): Promise<void> {
  await sql`
    delete from scim_user
    where workspace_id = ${workspaceId} and subject_id = ${subject} and not is_active`.execute(tx.db);
}
