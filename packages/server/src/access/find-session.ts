import type { Services, Tx } from '../platform/index.ts';
import { bindAuth } from './bind-auth.ts';
import { isSessionOpen } from './members.store.ts';

export type SessionUser = { readonly id: string; readonly name: string; readonly email: string };

/** The user of a session that is signed by us, not expired and not ended. Looked up each time, so ending is immediate. */
export async function findSessionUser(
  tx: Tx,
  cookie: string | undefined,
  services: Services,
): Promise<SessionUser | null> {
  if (cookie === undefined) return null;
  const found = await bindAuth(tx, services).api.getSession({ headers: new Headers({ cookie }) });
  // The library compares an instant we read as text with a date, which is never true: so its end is looked at here.
  if (found === null || !(await isSessionOpen(tx, found.session.id))) return null;
  const { id, name, email } = found.user;
  return { id, name, email };
}
