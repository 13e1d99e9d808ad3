import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

/** What a workspace asks of the sessions that enter it. */
export type SignInPolicy = {
  readonly enforceSso: boolean;
  readonly providerId: string | null;
  /** Deciding asks for a second factor. */
  readonly requireSecondFactor: boolean;
  readonly sessionHours: number;
};

export const defaultSignInPolicy: SignInPolicy = {
  enforceSso: false,
  providerId: null,
  requireSecondFactor: true,
  sessionHours: 168,
};

const columns = sql`enforce_sso as "enforceSso", provider_id as "providerId",
  require_second_factor as "requireSecondFactor", session_hours as "sessionHours"`;

/** The defaults where nobody decided otherwise. */
export async function readSignInPolicy(tx: Tx, workspaceId: WorkspaceId): Promise<SignInPolicy> {
  const { rows } = await sql<SignInPolicy>`
    select ${columns} from sign_in_policy where workspace_id = ${workspaceId}`.execute(tx.db);
  return rows[0] ?? defaultSignInPolicy;
}

/** System transactions only. The shortest of all workspaces somebody belongs to; the default for who belongs to none. */
export async function readSessionHours(tx: Tx, userId: string): Promise<number> {
  const { rows } = await sql<{ hours: number | null }>`
    select min(coalesce(p.session_hours, ${defaultSignInPolicy.sessionHours}::integer)) as hours
    from membership m left join sign_in_policy p on p.workspace_id = m.workspace_id
    where m.user_id = ${userId}`.execute(tx.db);
  return rows[0]?.hours ?? defaultSignInPolicy.sessionHours;
}
