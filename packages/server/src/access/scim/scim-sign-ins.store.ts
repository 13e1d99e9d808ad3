import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import { foldCase } from './filter-sql.ts';

/** System transactions only: whether the sign-in counts in another workspace too, and so is not this one's to change. */
export async function belongsElsewhere(tx: Tx, workspaceId: WorkspaceId, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from membership where user_id = ${userId} and workspace_id <> ${workspaceId}
    union all
    select from scim_user where user_id = ${userId} and workspace_id <> ${workspaceId}
    limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** System transactions only: an account that lies sealed for the day the provider is down. */
export async function isSealedAccount(tx: Tx, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from break_glass_account where user_id = ${userId} and state <> 'ended' limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** The identity that is shown from now on. */
export async function setIdentity(
  tx: Tx,
  workspaceId: WorkspaceId,
  subject: string,
  identity: { readonly position: number; readonly entry: string },
): Promise<void> {
  await sql`
    update membership set identity_position = ${identity.position}, identity_entry = ${identity.entry}
    where workspace_id = ${workspaceId} and subject_id = ${subject}`.execute(tx.db);
}

/** Somebody whom the directory of a workspace knows by an address. */
export type DirectoryPerson = {
  readonly userId: string;
  readonly isActive: boolean;
  readonly madeSignIn: boolean;
  /** It is their user name, which one person has, and not an address beside it. */
  readonly isUserName: boolean;
};

/** Whom the directory knows by this user name or address, at most ten: whose user name it is, then who was deactivated. */
export async function listDirectoryPeople(
  tx: Tx,
  workspaceId: WorkspaceId,
  address: string,
): Promise<readonly DirectoryPerson[]> {
  const key = foldCase(address);
  const { rows } = await sql<DirectoryPerson>`
    select u.user_id as "userId", u.is_active as "isActive", u.made_sign_in as "madeSignIn",
      u.user_name_key = ${key} as "isUserName"
    from scim_user u
    where u.workspace_id = ${workspaceId} and u.scim_id in (
      select scim_id from scim_user where workspace_id = ${workspaceId} and user_name_key = ${key}
      union all
      select scim_id from scim_email where workspace_id = ${workspaceId} and value_key = ${key})
    order by u.user_name_key <> ${key}, u.is_active, u.scim_id limit 10`.execute(tx.db);
  return rows;
}
