import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export const signInMethods = ['password', 'passkey', 'sso', 'break-glass'] as const;

export type SignInMethod = (typeof signInMethods)[number];

/** What a session was opened with. Instants as ISO text. */
export type SessionMarks = {
  readonly id: string;
  readonly method: SignInMethod;
  readonly providerId: string | null;
  readonly secondFactorAt: string | null;
  readonly createdAt: string;
  readonly isSeenLately: boolean;
  /** The user has a second factor, shown in this session or not. */
  readonly isEnrolled: boolean;
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
};

/** System transactions only. Null from its last instant on, by the database's clock, the one the library wrote it by. */
export async function readSessionMarks(tx: Tx, token: string): Promise<SessionMarks | null> {
  const { rows } = await sql<SessionMarks>`
    select s.id, s.method, s.provider_id as "providerId", s.second_factor_at as "secondFactorAt",
      s.created_at as "createdAt", s.last_seen_at > now() - interval '1 minute' as "isSeenLately",
      u.two_factor_enabled as "isEnrolled",
      jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email) as user
    from auth_session s join auth_user u on u.id = s.user_id
    where s.token = ${token} and s.expires_at > now()`.execute(tx.db);
  return rows[0] ?? null;
}

/** System transactions only. Completes a session the library just made, in the same transaction. */
export async function markSession(
  tx: Tx,
  sessionId: string,
  marks: {
    readonly method: SignInMethod;
    readonly providerId: string | null;
    readonly hasSecondFactor: boolean;
    readonly device: string | null;
    readonly hours: number;
  },
): Promise<void> {
  await sql`
    update auth_session set method = ${marks.method}, provider_id = ${marks.providerId}, device = ${marks.device},
      second_factor_at = case when ${marks.hasSecondFactor}::boolean then now() end, last_seen_at = now(),
      expires_at = now() + make_interval(hours => ${marks.hours}::integer)
    where id = ${sessionId}`.execute(tx.db);
}

/** System transactions only. */
export async function markSecondFactor(tx: Tx, sessionId: string): Promise<void> {
  await sql`update auth_session set second_factor_at = now() where id = ${sessionId}`.execute(tx.db);
}

/** System transactions only. Does not wait for another request of the same session that says the same. */
export async function markSeen(tx: Tx, sessionId: string): Promise<void> {
  await sql`
    update auth_session set last_seen_at = now()
    where id = (select id from auth_session where id = ${sessionId} for update skip locked)`.execute(tx.db);
}

/** System transactions only. Every session of this sign-in ends at once, in every process and workspace; their number. */
export async function deleteSessionsOf(tx: Tx, userId: string, except: string | null): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from auth_session where user_id = ${userId} and id is distinct from ${except}`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}

/** System transactions only. */
export async function deleteSessionByToken(tx: Tx, token: string): Promise<void> {
  await sql`delete from auth_session where token = ${token}`.execute(tx.db);
}

/** System transactions only. Ends one session of somebody; false when there is none. */
export async function deleteSession(tx: Tx, sessionId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from auth_session where id = ${sessionId}`.execute(tx.db);
  return Number(numAffectedRows ?? 0) > 0;
}

/** System transactions only. As `deleteSession`, of this user alone. */
export async function deleteSessionOf(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from auth_session where id = ${sessionId} and user_id = ${userId}`.execute(tx.db);
  return Number(numAffectedRows ?? 0) > 0;
}
