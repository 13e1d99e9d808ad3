import { sql } from 'kysely';
import type { Services, Tx, WorkspaceId } from '../platform/index.ts';
import type { HeldGrant } from './permissions/held-roles.ts';
import type { Role } from './permissions/role.ts';

export type Membership = {
  readonly workspaceId: WorkspaceId;
  readonly userId: string;
  readonly role: Role;
  /** `sub_…`, who they are in this workspace's ledger. */
  readonly subjectId: string;
  readonly identityPosition: number;
  readonly identityEntry: string;
  readonly createdPosition: number;
  readonly createdAt: string;
  /** Beside the role; those that ended by themselves a moment ago may still be among them. */
  readonly grants: readonly HeldGrant[];
};

/** SQL of our own; nothing of it comes from input. */
export const membershipColumns = `workspace_id as "workspaceId", user_id as "userId", role, subject_id as "subjectId",
  identity_position as "identityPosition", identity_entry as "identityEntry",
  created_position as "createdPosition", created_at as "createdAt",
  coalesce((
    select jsonb_agg(jsonb_build_object('id', g.grant_id, 'role', g.role, 'scope', g.scope, 'from', g.valid_from,
      'until', g.valid_until) order by g.grant_id)
    from access_grant g
    where g.workspace_id = membership.workspace_id and g.subject_id = membership.subject_id and g.kind = 'grant'
      and g.state = 'given'
  ), '[]'::jsonb) as grants`;

const columns = sql.raw(membershipColumns);

export async function insertMembership(tx: Tx, membership: Membership): Promise<void> {
  await sql`
    insert into membership (workspace_id, user_id, role, subject_id, identity_position, identity_entry,
      created_position, created_at)
    values (${membership.workspaceId}, ${membership.userId}, ${membership.role}, ${membership.subjectId},
      ${membership.identityPosition}, ${membership.identityEntry}, ${membership.createdPosition},
      ${membership.createdAt})`.execute(tx.db);
}

export async function findMembership(
  tx: Tx,
  workspaceId: WorkspaceId,
  userId: string,
): Promise<Membership | null> {
  const { rows } = await sql<Membership>`
    select ${columns} from membership
    where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(tx.db);
  return rows[0] ?? null;
}

/** System transactions only: the membership of a user in the workspace with this short name, in one round trip. */
export async function findMembershipBySlug(tx: Tx, slug: string, userId: string): Promise<Membership | null> {
  const { rows } = await sql<Membership>`
    select ${columns} from membership
    where user_id = ${userId} and workspace_id = (select workspace_id from workspace where slug = ${slug} and thrown_away_at is null)`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function findMember(
  tx: Tx,
  workspaceId: WorkspaceId,
  subject: string,
): Promise<Membership | null> {
  const { rows } = await sql<Membership>`
    select ${columns} from membership
    where workspace_id = ${workspaceId} and subject_id = ${subject}`.execute(tx.db);
  return rows[0] ?? null;
}

/**
 * Whether a pseudonym is a member's, or is kept for another sign-in: one that was removed, or that the directory deactivated
 * for a time, with what was given to it. An address that went to somebody new brings neither history nor rights along.
 */
export async function isTakenSubject(
  tx: Tx,
  workspaceId: WorkspaceId,
  { subject, userId }: { readonly subject: string; readonly userId: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from membership where workspace_id = ${workspaceId} and subject_id = ${subject}
    union all
    select from former_membership
    where workspace_id = ${workspaceId} and subject_id = ${subject} and user_id <> ${userId}
    union all
    select from scim_user where workspace_id = ${workspaceId} and subject_id = ${subject} and user_id <> ${userId}
    limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** A member by pseudonym, whose row nobody else changes until the transaction ends. */
export async function lockMember(
  tx: Tx,
  workspaceId: WorkspaceId,
  subject: string,
): Promise<Membership | null> {
  const { rows } = await sql<Membership>`
    select ${columns} from membership
    where workspace_id = ${workspaceId} and subject_id = ${subject} for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function updateRole(
  tx: Tx,
  workspaceId: WorkspaceId,
  subject: string,
  role: Role,
): Promise<void> {
  await sql`
    update membership set role = ${role} where workspace_id = ${workspaceId} and subject_id = ${subject}`.execute(
    tx.db,
  );
}

/** Takes somebody out of the workspace; what the ledger says of them keeps its pseudonym. */
export async function removeMembership(
  tx: Tx,
  member: Membership,
  removed: { readonly at: string; readonly position: number },
): Promise<void> {
  await sql`
    insert into former_membership (workspace_id, user_id, subject_id, identity_position, identity_entry, removed_at,
      removed_position)
    values (${member.workspaceId}, ${member.userId}, ${member.subjectId}, ${member.identityPosition},
      ${member.identityEntry}, ${removed.at}, ${removed.position})
    on conflict (workspace_id, subject_id) do update set user_id = excluded.user_id,
      identity_position = excluded.identity_position, identity_entry = excluded.identity_entry,
      removed_at = excluded.removed_at, removed_position = excluded.removed_position`.execute(tx.db);
  await sql`
    delete from membership where workspace_id = ${member.workspaceId} and subject_id = ${member.subjectId}`.execute(
    tx.db,
  );
}

/** The same role for many. */
export async function updateRoles(
  tx: Tx,
  workspaceId: WorkspaceId,
  subjects: readonly string[],
  role: Role,
): Promise<void> {
  await sql`
    update membership set role = ${role}
    where workspace_id = ${workspaceId} and subject_id = any(${[...subjects]})`.execute(tx.db);
}

/** Takes the membership of somebody deactivated away; who does it keeps what it was. */
export async function suspendMembership(tx: Tx, member: Membership): Promise<void> {
  await sql`
    delete from membership where workspace_id = ${member.workspaceId} and subject_id = ${member.subjectId}`.execute(
    tx.db,
  );
}

/** Pseudonyms of the people who own a workspace. Bounded by the number of its members. */
export async function listOwners(tx: Tx, workspaceId: WorkspaceId): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select subject_id as subject from membership
    where workspace_id = ${workspaceId} and role = 'owner' order by subject_id limit 10000`.execute(tx.db);
  return rows.map(({ subject }) => subject);
}

export type PageRequest = { readonly after: string; readonly limit: number };

/** Members of the transaction's workspace by pseudonym, after one of them. */
export async function listMemberships(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: PageRequest,
): Promise<readonly Membership[]> {
  const { rows } = await sql<Membership>`
    select ${columns} from membership
    where workspace_id = ${workspaceId} and subject_id > ${page.after}
    order by subject_id limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** System transactions only: everywhere this user may act. Bounded by the number of organisations on one installation. */
export async function listMembershipsOfUser(tx: Tx, userId: string): Promise<readonly Membership[]> {
  const { rows } = await sql<Membership>`
    select ${columns} from membership where user_id = ${userId} order by workspace_id limit 1000`.execute(
    tx.db,
  );
  return rows;
}

/** System transactions only: a person who owns this workspace and has a sign-in. */
export async function hasOwnerWithSignIn(tx: Tx, workspaceId: WorkspaceId): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from membership join auth_user on auth_user.id = membership.user_id
      where workspace_id = ${workspaceId} and role = 'owner') as found`.execute(tx.db);
  return rows[0]?.found ?? false;
}

/** Makes first-use creation of workspaces and members one at a time, until the transaction ends. */
export async function lockAccess(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7400, 3)`.execute(tx.db);
}

/** System transactions only. Users come from setup and from owners, so the first one is the first administrator. */
export async function hasUsers(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from auth_user) as found`.execute(
    tx.db,
  );
  return rows[0]?.found ?? false;
}

/** System transactions only. Replaces every earlier link. */
export async function replaceSetupLink(tx: Tx, digest: Buffer, expiresAt: string): Promise<void> {
  await sql`delete from setup_link`.execute(tx.db);
  await sql`insert into setup_link (token_digest, expires_at) values (${digest}, ${expiresAt})`.execute(
    tx.db,
  );
}

/** System transactions only. The digest of the link in force, or null when there is none or it has expired. */
export async function readSetupLink(tx: Tx, services: Pick<Services, 'clock'>): Promise<Buffer | null> {
  const { rows } = await sql<{ digest: Buffer }>`
    select token_digest as digest from setup_link where expires_at > ${services.clock.now()} limit 1`.execute(
    tx.db,
  );
  return rows[0]?.digest ?? null;
}

export async function deleteSetupLink(tx: Tx): Promise<void> {
  await sql`delete from setup_link`.execute(tx.db);
}

/** System transactions only. Sessions end by the database's clock, the one the library wrote them by. */
export async function deleteExpiredSessions(tx: Tx): Promise<void> {
  await sql`delete from auth_session where expires_at < now()`.execute(tx.db);
}
