import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

export type SealedAccount = {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly userId: string;
  readonly subject: string;
  readonly signInName: string;
  readonly passwordHash: string | null;
  /** `opened`: used, and not usable again until its password is renewed. */
  readonly state: 'sealed' | 'opened' | 'ended';
  readonly sealedBy: string;
  readonly sealedAt: string;
  readonly position: number;
};

export type SealedUse = {
  readonly id: string;
  readonly account: string;
  readonly signInName: string;
  readonly reason: string;
  readonly usedAt: string;
  readonly reviewDueAt: string;
  readonly sealedBy: string;
  readonly position: number;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
  readonly reviewNote: string | null;
};

const columns = sql`workspace_id as "workspaceId", account_id as id, user_id as "userId", subject_id as subject,
  sign_in_name as "signInName", password_hash as "passwordHash", state, sealed_by as "sealedBy", sealed_at as "sealedAt",
  position`;

const useColumns = sql`u.use_id as id, u.account_id as account, a.sign_in_name as "signInName", u.reason,
  u.used_at as "usedAt", u.review_due_at as "reviewDueAt", u.sealed_by as "sealedBy", u.position,
  u.reviewed_by as "reviewedBy", u.reviewed_at as "reviewedAt", u.review_note as "reviewNote"`;

export async function insertAccount(tx: Tx, row: SealedAccount): Promise<void> {
  await sql`
    insert into break_glass_account (workspace_id, account_id, user_id, subject_id, sign_in_name, password_hash, state,
      sealed_by, sealed_at, position)
    values (${row.workspaceId}, ${row.id}, ${row.userId}, ${row.subject}, ${row.signInName}, ${row.passwordHash},
      ${row.state}, ${row.sealedBy}, ${row.sealedAt}, ${row.position})`.execute(tx.db);
}

export async function updateAccount(tx: Tx, row: SealedAccount): Promise<void> {
  await sql`
    update break_glass_account set password_hash = ${row.passwordHash}, state = ${row.state},
      sealed_by = ${row.sealedBy}, sealed_at = ${row.sealedAt}, position = ${row.position}
    where workspace_id = ${row.workspaceId} and account_id = ${row.id}`.execute(tx.db);
}

export async function lockAccount(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
): Promise<SealedAccount | null> {
  const { rows } = await sql<SealedAccount>`
    select ${columns} from break_glass_account
    where workspace_id = ${workspaceId} and account_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** System transactions only: before anyone is signed in, an account is known by its name alone. */
export async function lockAccountByName(tx: Tx, name: string): Promise<SealedAccount | null> {
  const { rows } = await sql<SealedAccount>`
    select ${columns} from break_glass_account
    where sign_in_name = ${name} and state = 'sealed' for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function findAccountOfUser(
  tx: Tx,
  workspaceId: WorkspaceId,
  userId: string,
): Promise<SealedAccount | null> {
  const { rows } = await sql<SealedAccount>`
    select ${columns} from break_glass_account where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/**
 * Whether one of two pseudonyms is a sealed account and the other was ever shown its password: the two are one person. Whoever
 * was shown it before a use stays that person after the envelope was renewed.
 */
export async function areOnePerson(
  tx: Tx,
  workspaceId: WorkspaceId,
  [one, other]: readonly [string, string],
): Promise<boolean> {
  const { rows } = await sql`
    select from break_glass_account a
    cross join lateral (
      select a.sealed_by union all
      select u.sealed_by from break_glass_use u where u.workspace_id = a.workspace_id and u.account_id = a.account_id
    ) as knows (subject)
    where a.workspace_id = ${workspaceId}
      and ((a.subject_id = ${one} and knows.subject = ${other}) or (a.subject_id = ${other} and knows.subject = ${one}))
    limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** Every sealed account with everyone who was ever shown its password: the two of a pair are one person. */
export async function onePersonPairs(
  tx: Tx,
  workspaceId: WorkspaceId,
): Promise<readonly (readonly [account: string, knows: string])[]> {
  const { rows } = await sql<{ account: string; knows: string }>`
    select subject_id as account, sealed_by as knows from break_glass_account where workspace_id = ${workspaceId}
    union select a.subject_id, u.sealed_by from break_glass_use u
    join break_glass_account a on a.workspace_id = u.workspace_id and a.account_id = u.account_id
    where a.workspace_id = ${workspaceId}`.execute(tx.db);
  return rows.map(({ account, knows }) => [account, knows] as const);
}

export const accountsMax = 10;

/** Those that were not ended, oldest first. */
export async function listAccounts(tx: Tx, workspaceId: WorkspaceId): Promise<readonly SealedAccount[]> {
  const { rows } = await sql<SealedAccount>`
    select ${columns} from break_glass_account
    where workspace_id = ${workspaceId} and state <> 'ended' order by account_id limit ${accountsMax}`.execute(
    tx.db,
  );
  return rows;
}

export async function countSealed(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from break_glass_account
    where workspace_id = ${workspaceId} and state = 'sealed'`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

export async function insertUse(tx: Tx, workspaceId: WorkspaceId, use: SealedUse): Promise<void> {
  await sql`
    insert into break_glass_use (workspace_id, use_id, account_id, reason, used_at, review_due_at, sealed_by, position)
    values (${workspaceId}, ${use.id}, ${use.account}, ${use.reason}, ${use.usedAt}, ${use.reviewDueAt},
      ${use.sealedBy}, ${use.position})`.execute(tx.db);
}

export async function lockUse(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<SealedUse | null> {
  const { rows } = await sql<SealedUse>`
    select ${useColumns} from break_glass_use u
    join break_glass_account a on a.workspace_id = u.workspace_id and a.account_id = u.account_id
    where u.workspace_id = ${workspaceId} and u.use_id = ${id} for update of u`.execute(tx.db);
  return rows[0] ?? null;
}

export const usesShownMax = 50;

/** Those nobody reviewed first, then the newest. */
export async function listUses(tx: Tx, workspaceId: WorkspaceId): Promise<readonly SealedUse[]> {
  const { rows } = await sql<SealedUse>`
    select ${useColumns} from break_glass_use u
    join break_glass_account a on a.workspace_id = u.workspace_id and a.account_id = u.account_id
    where u.workspace_id = ${workspaceId}
    order by (u.reviewed_at is not null), u.use_id desc limit ${usesShownMax}`.execute(tx.db);
  return rows;
}

export async function keepReview(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  review: { readonly by: string; readonly at: string; readonly note: string; readonly position: number },
): Promise<void> {
  await sql`
    update break_glass_use set reviewed_by = ${review.by}, reviewed_at = ${review.at}, review_note = ${review.note},
      review_position = ${review.position}
    where workspace_id = ${workspaceId} and use_id = ${id}`.execute(tx.db);
}

/** System transactions only. Where the owners of a workspace are told of things. */
export async function listOwnerAddresses(tx: Tx, workspaceId: WorkspaceId): Promise<readonly string[]> {
  const { rows } = await sql<{ email: string }>`
    select u.email from membership m join auth_user u on u.id = m.user_id
    where m.workspace_id = ${workspaceId} and m.role = 'owner' order by u.id limit 100`.execute(tx.db);
  return rows.map(({ email }) => email);
}
