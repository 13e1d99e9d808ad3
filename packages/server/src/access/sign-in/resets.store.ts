import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

export type StoredReset = {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly subject: string;
  readonly state: 'waiting' | 'given' | 'used' | 'ended';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly expiresAt: string;
};

const columns = sql`workspace_id as "workspaceId", reset_id as id, subject_id as subject, state,
  requested_by as "requestedBy", requested_at as "requestedAt", decided_by as "decidedBy", expires_at as "expiresAt"`;

export async function insertReset(tx: Tx, reset: StoredReset, tokenDigest: Buffer | null): Promise<void> {
  await sql`
    insert into sign_in_reset (workspace_id, reset_id, subject_id, state, requested_by, requested_at, decided_by,
      token_digest, expires_at)
    values (${reset.workspaceId}, ${reset.id}, ${reset.subject}, ${reset.state}, ${reset.requestedBy},
      ${reset.requestedAt}, ${reset.decidedBy}, ${tokenDigest}, ${reset.expiresAt})`.execute(tx.db);
}

/** What waits for a second person and has not run out, if anything. */
export async function findWaitingReset(
  tx: Tx,
  workspaceId: WorkspaceId,
  subject: string,
  now: string,
): Promise<StoredReset | null> {
  const { rows } = await sql<StoredReset>`
    select ${columns} from sign_in_reset
    where workspace_id = ${workspaceId} and subject_id = ${subject} and state = 'waiting' and expires_at > ${now}
    order by reset_id desc limit 1 for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** Gives the link of a reset that waited. */
export async function giveReset(
  tx: Tx,
  reset: StoredReset,
  given: { readonly decidedBy: string; readonly tokenDigest: Buffer; readonly expiresAt: string },
): Promise<void> {
  await sql`
    update sign_in_reset set state = 'given', decided_by = ${given.decidedBy}, token_digest = ${given.tokenDigest},
      expires_at = ${given.expiresAt}
    where workspace_id = ${reset.workspaceId} and reset_id = ${reset.id}`.execute(tx.db);
}

/** Links and requests before are void: at most one is in force. */
export async function endResetsOf(tx: Tx, workspaceId: WorkspaceId, subject: string): Promise<void> {
  await sql`
    update sign_in_reset set state = 'ended', token_digest = null
    where workspace_id = ${workspaceId} and subject_id = ${subject} and state in ('waiting', 'given')`.execute(
    tx.db,
  );
}

/** System transactions only. Uses a link up, once: the second of two at the same time finds nothing. */
export async function spendReset(tx: Tx, tokenDigest: Buffer, now: string): Promise<StoredReset | null> {
  const { rows } = await sql<StoredReset>`
    update sign_in_reset set state = 'used', token_digest = null
    where token_digest = ${tokenDigest} and state = 'given' and expires_at > ${now}
    returning ${columns}`.execute(tx.db);
  return rows[0] ?? null;
}
