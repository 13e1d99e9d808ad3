import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

export type ScimToken = {
  readonly id: string;
  readonly digest: Buffer;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly endedAt: string | null;
  readonly lastUsedAt: string | null;
  readonly position: number;
};

const columns = sql`token_id as id, digest, made_by as "madeBy", made_at as "madeAt", expires_at as "expiresAt",
  ended_at as "endedAt", last_used_at as "lastUsedAt", position`;

/** Tokens in force are few: a new one leaves the others a day. */
const openMax = 100;

export async function insertToken(tx: Tx, workspaceId: WorkspaceId, token: ScimToken): Promise<void> {
  await sql`
    insert into scim_token (workspace_id, token_id, digest, made_by, made_at, expires_at, position)
    values (${workspaceId}, ${token.id}, ${token.digest}, ${token.madeBy}, ${token.madeAt}, ${token.expiresAt},
      ${token.position})`.execute(tx.db);
}

/** Newest first. */
export async function listOpenTokens(
  tx: Tx,
  workspaceId: WorkspaceId,
  now: string,
): Promise<readonly ScimToken[]> {
  const { rows } = await sql<ScimToken>`
    select ${columns} from scim_token
    where workspace_id = ${workspaceId} and ended_at is null and expires_at > ${now}
    order by token_id desc limit ${openMax}`.execute(tx.db);
  return rows;
}

/** The newest one, in force or not. */
export async function newestToken(tx: Tx, workspaceId: WorkspaceId): Promise<ScimToken | null> {
  const { rows } = await sql<ScimToken>`
    select ${columns} from scim_token where workspace_id = ${workspaceId} order by token_id desc limit 1`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** Never later than it was. */
export async function shortenTokens(tx: Tx, workspaceId: WorkspaceId, expiresAt: string): Promise<void> {
  await sql`
    update scim_token set expires_at = ${expiresAt}
    where workspace_id = ${workspaceId} and ended_at is null and expires_at > ${expiresAt}`.execute(tx.db);
}

export async function endOpenTokens(
  tx: Tx,
  workspaceId: WorkspaceId,
  now: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update scim_token set ended_at = ${now}
    where workspace_id = ${workspaceId} and ended_at is null and expires_at > ${now}
    returning token_id as id`.execute(tx.db);
  return rows.map(({ id }) => id).sort();
}

export async function noteTokenUse(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, now }: { readonly id: string; readonly now: string },
): Promise<void> {
  await sql`
    update scim_token set last_used_at = ${now}
    where workspace_id = ${workspaceId} and token_id = ${id}
      and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '30 seconds')`.execute(
    tx.db,
  );
}
