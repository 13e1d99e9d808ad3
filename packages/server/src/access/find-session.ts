import type { Services, Tx } from '../platform/index.ts';
import { sessionToken } from './session-token.ts';
import { markSeen, readSessionMarks, type SessionMarks } from './sign-in/session-marks.store.ts';

export type SessionUser = { readonly id: string; readonly name: string; readonly email: string };

export type FoundSession = {
  readonly user: SessionUser;
  readonly session: Omit<SessionMarks, 'isSeenLately' | 'isEnrolled' | 'user'>;
  /** The user has a second factor, shown in this session or not. */
  readonly isEnrolled: boolean;
};

/** A session that is signed by us, not expired and not ended, with its user. Looked up each time, so ending is immediate. */
export async function findSession(
  tx: Tx,
  cookie: string | undefined,
  services: Services,
): Promise<FoundSession | null> {
  const token = await sessionToken(cookie, services);
  if (token === null) return null;
  const marks = await readSessionMarks(tx, token);
  if (marks === null) return null;
  const { isSeenLately, isEnrolled, user, ...session } = marks;
  if (!isSeenLately) await markSeen(tx, session.id);
  return { user, session, isEnrolled };
}
