import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { SignInMethod } from './session-marks.store.ts';

export type ListedSession = {
  readonly id: string;
  readonly device: string | null;
  readonly method: SignInMethod;
  readonly hasSecondFactor: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
};

export type MemberSession = ListedSession & {
  readonly userId: string;
  readonly subject: string;
  readonly identityPosition: number;
  readonly identityEntry: string;
};

const columns = sql`s.id, s.device, s.method, s.second_factor_at is not null as "hasSecondFactor",
  s.created_at as "createdAt", s.last_seen_at as "lastSeenAt"`;

export type SessionPage = { readonly before: string | null; readonly limit: number };

const earlierThan = ({ before }: SessionPage) => (before === null ? sql`` : sql`and s.id < ${before}`);

/** System transactions only. Open sessions of a sign-in, newest first. */
export async function listSessionsOfUser(
  tx: Tx,
  userId: string,
  page: SessionPage,
): Promise<readonly ListedSession[]> {
  const { rows } = await sql<ListedSession>`
    select ${columns} from auth_session s
    where s.user_id = ${userId} and s.expires_at > now() ${earlierThan(page)}
    order by s.id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** System transactions only. Open sessions of the members of a workspace, newest first. */
export async function listSessionsOfWorkspace(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: SessionPage,
): Promise<readonly MemberSession[]> {
  const { rows } = await sql<MemberSession>`
    select ${columns}, m.user_id as "userId", m.subject_id as subject, m.identity_position as "identityPosition",
      m.identity_entry as "identityEntry"
    from auth_session s join membership m on m.user_id = s.user_id
    where m.workspace_id = ${workspaceId} and s.expires_at > now() ${earlierThan(page)}
    order by s.id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** System transactions only. Whose session this is, if it is of a member of this workspace. */
export async function findMemberSession(
  tx: Tx,
  workspaceId: WorkspaceId,
  sessionId: string,
): Promise<{ readonly userId: string; readonly subject: string; readonly role: string } | null> {
  const { rows } = await sql<{ userId: string; subject: string; role: string }>`
    select m.user_id as "userId", m.subject_id as subject, m.role
    from auth_session s join membership m on m.user_id = s.user_id
    where m.workspace_id = ${workspaceId} and s.id = ${sessionId}`.execute(tx.db);
  return rows[0] ?? null;
}
