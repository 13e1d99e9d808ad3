import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { SignInPolicy } from '../sign-in/sign-in-policy.store.ts';

export type PolicyChange = {
  readonly id: string;
  readonly before: SignInPolicy;
  readonly after: SignInPolicy;
  readonly isWeaker: boolean;
  /** Masked before it was stored. */
  readonly reason: string;
  readonly state: 'waiting' | 'applied' | 'declined';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly position: number;
};

const columns = sql`change_id as id, before, after, is_weaker as "isWeaker", reason, state, requested_by as "requestedBy",
  requested_at as "requestedAt", decided_by as "decidedBy", decided_at as "decidedAt", position`;

export async function keepPolicy(
  tx: Tx,
  workspaceId: WorkspaceId,
  policy: SignInPolicy,
  position: number,
): Promise<void> {
  await sql`
    insert into sign_in_policy (workspace_id, enforce_sso, provider_id, require_second_factor, session_hours, position)
    values (${workspaceId}, ${policy.enforceSso}, ${policy.providerId}, ${policy.requireSecondFactor},
      ${policy.sessionHours}, ${position})
    on conflict (workspace_id) do update set enforce_sso = excluded.enforce_sso, provider_id = excluded.provider_id,
      require_second_factor = excluded.require_second_factor, session_hours = excluded.session_hours,
      position = excluded.position`.execute(tx.db);
}

export async function insertChange(tx: Tx, workspaceId: WorkspaceId, change: PolicyChange): Promise<void> {
  await sql`
    insert into sign_in_policy_change (workspace_id, change_id, before, after, is_weaker, reason, state, requested_by,
      requested_at, decided_by, decided_at, position)
    values (${workspaceId}, ${change.id}, ${JSON.stringify(change.before)}::jsonb, ${JSON.stringify(change.after)}::jsonb,
      ${change.isWeaker}, ${change.reason}, ${change.state}, ${change.requestedBy}, ${change.requestedAt},
      ${change.decidedBy}, ${change.decidedAt}, ${change.position})`.execute(tx.db);
}

export async function lockChange(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<PolicyChange | null> {
  const { rows } = await sql<PolicyChange>`
    select ${columns} from sign_in_policy_change
    where workspace_id = ${workspaceId} and change_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** The one that waits; there is never more than one. */
export async function findWaitingChange(tx: Tx, workspaceId: WorkspaceId): Promise<PolicyChange | null> {
  const { rows } = await sql<PolicyChange>`
    select ${columns} from sign_in_policy_change
    where workspace_id = ${workspaceId} and state = 'waiting'`.execute(tx.db);
  return rows[0] ?? null;
}

export async function decideChange(tx: Tx, workspaceId: WorkspaceId, change: PolicyChange): Promise<void> {
  await sql`
    update sign_in_policy_change set state = ${change.state}, decided_by = ${change.decidedBy},
      decided_at = ${change.decidedAt}, position = ${change.position}
    where workspace_id = ${workspaceId} and change_id = ${change.id}`.execute(tx.db);
}

/** System transactions only. No session of a member lasts longer than the policy says, also none that is open already. */
export async function shortenSessions(tx: Tx, workspaceId: WorkspaceId, hours: number): Promise<void> {
  await sql`
    update auth_session set expires_at = created_at + make_interval(hours => ${hours}::integer)
    where expires_at > created_at + make_interval(hours => ${hours}::integer)
      and user_id in (select user_id from membership where workspace_id = ${workspaceId})`.execute(tx.db);
}
