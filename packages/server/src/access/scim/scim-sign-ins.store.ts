import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

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
