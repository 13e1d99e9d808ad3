import type { Services, Tx } from '../platform/index.ts';
import { bindAuth } from './bind-auth.ts';
import { markSeen, readSessionMarks, type SessionMarks } from './sign-in/session-marks.store.ts';

export type SessionUser = { readonly id: string; readonly name: string; readonly email: string };

export type FoundSession = {
  readonly user: SessionUser;
  readonly session: Omit<SessionMarks, 'isSeenLately' | 'isEnrolled'>;
  /** The user has a second factor, shown in this session or not. */
  readonly isEnrolled: boolean;
};

/** A session that is signed by us, not expired and not ended, with its user. Looked up each time, so ending is immediate. */
export async function findSession(
  tx: Tx,
  cookie: string | undefined,
  services: Services,
): Promise<FoundSession | null> {
  if (cookie === undefined) return null;
  const found = await bindAuth(tx, services).api.getSession({ headers: new Headers({ cookie }) });
  if (found === null) return null;
  const marks = await readSessionMarks(tx, found.session.id);
  if (marks === null) return null;
  const { isSeenLately, isEnrolled, ...session } = marks;
  if (!isSeenLately) await markSeen(tx, session.id);
  const { id, name, email } = found.user;
  return { user: { id, name, email }, session, isEnrolled };
}
