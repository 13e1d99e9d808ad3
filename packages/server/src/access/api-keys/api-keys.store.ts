import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

export type StoredKey = {
  readonly id: string;
  readonly workspaceId: WorkspaceId;
  /** SHA-256 of the key, base64url. */
  readonly digest: string;
  readonly firstLetters: string;
  /** Masked before it was stored. */
  readonly name: string;
  readonly userId: string;
  /** `sub_…`, whose key it is. */
  readonly owner: string;
  readonly scopes: readonly string[];
  readonly hasSecondFactor: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly endedAt: string | null;
  readonly endedWhy: KeyEnd | null;
  readonly position: number;
};

export type KeyEnd = 'taken-back' | 'expired' | 'access-ended';

const columns = sql`key_id as id, workspace_id as "workspaceId", digest, first_letters as "firstLetters", name,
  user_id as "userId", subject_id as owner, scopes, has_second_factor as "hasSecondFactor", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", ended_at as "endedAt", ended_why as "endedWhy", position`;

export async function insertKey(tx: Tx, key: StoredKey): Promise<void> {
  await sql`
    insert into api_key (workspace_id, key_id, digest, first_letters, name, user_id, subject_id, scopes,
      has_second_factor, created_at, expires_at, position)
    values (${key.workspaceId}, ${key.id}, ${key.digest}, ${key.firstLetters}, ${key.name}, ${key.userId}, ${key.owner},
      ${[...key.scopes]}, ${key.hasSecondFactor}, ${key.createdAt}, ${key.expiresAt}, ${key.position})`.execute(
    tx.db,
  );
}

/** System transactions only: a key in force, in the workspace with this short name and nowhere else. */
export async function findOpenKey(
  tx: Tx,
  asked: { readonly slug: string; readonly digest: string; readonly now: string },
): Promise<StoredKey | null> {
  const { rows } = await sql<StoredKey>`
    select ${columns} from api_key
    where workspace_id = (select workspace_id from workspace where slug = ${asked.slug}) and digest = ${asked.digest}
      and ended_at is null and expires_at > ${asked.now}`.execute(tx.db);
  return rows[0] ?? null;
}

/** A key nobody else changes until the transaction ends. */
export async function lockKey(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<StoredKey | null> {
  const { rows } = await sql<StoredKey>`
    select ${columns} from api_key where workspace_id = ${workspaceId} and key_id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** Newest first; `before` is the id of a key, `owner` limits to one person. */
export async function listKeys(
  tx: Tx,
  page: { readonly before: string | null; readonly limit: number; readonly owner: string | null },
): Promise<readonly StoredKey[]> {
  const earlier = page.before === null ? sql`` : sql`and key_id < ${page.before}`;
  const own = page.owner === null ? sql`` : sql`and subject_id = ${page.owner}`;
  const { rows } = await sql<StoredKey>`
    select ${columns} from api_key where workspace_id = ${tx.workspaceId} ${earlier} ${own}
    order by key_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** Keys in force of one person here. */
export async function countOpenKeys(tx: Tx, workspaceId: WorkspaceId, owner: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from api_key
    where workspace_id = ${workspaceId} and subject_id = ${owner} and ended_at is null`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

const openMax = 10_000;

/** Keys in force of a sign-in everywhere (system transactions only), or of a person by pseudonym; in the order of workspaces. */
export async function lockOpenKeysOf(tx: Tx, who: string): Promise<readonly StoredKey[]> {
  const whose = who.startsWith('sub_') ? sql`subject_id = ${who}` : sql`user_id = ${who}`;
  const here = tx.workspaceId === null ? sql`` : sql`and workspace_id = ${tx.workspaceId}`;
  const { rows } = await sql<StoredKey>`
    select ${columns} from api_key where ${whose} ${here} and ended_at is null
    order by workspace_id, key_id limit ${openMax + 1} for update`.execute(tx.db);
  if (rows.length > openMax) throw new Error('too many keys of one person');
  return rows;
}

/** Keys whose time ran out and of which that is not written down yet. */
export async function lockRunOutKeys(tx: Tx, now: string, limit: number): Promise<readonly StoredKey[]> {
  const { rows } = await sql<StoredKey>`
    select ${columns} from api_key
    where workspace_id = ${tx.workspaceId} and ended_at is null and expires_at <= ${now}
    order by expires_at, key_id limit ${limit} for update`.execute(tx.db);
  return rows;
}

export async function markEnded(
  tx: Tx,
  key: Pick<StoredKey, 'id' | 'workspaceId'>,
  end: { readonly at: string; readonly why: KeyEnd; readonly position: number },
): Promise<void> {
  await sql`
    update api_key set ended_at = ${end.at}, ended_why = ${end.why}, position = ${end.position}
    where workspace_id = ${key.workspaceId} and key_id = ${key.id}`.execute(tx.db);
}
