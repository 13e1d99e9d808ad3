import type { Services } from '../platform/index.ts';
import { bindAuth } from './bind-auth.ts';
import { findSession } from './find-session.ts';
import { tellEnd } from './sign-in/end-one-session.ts';

/** Ends the session of this cookie at once, in every process. Answers the headers that clear it; safe to repeat. */
export async function signOut(cookie: string, services: Services): Promise<readonly string[]> {
  const { cookies, userId } = await services.database.withSystem('sign out', async (tx) => {
    const found = await findSession(tx, cookie, services);
    const { headers } = await bindAuth(tx, services).api.signOut({
      headers: new Headers({ cookie }),
      returnHeaders: true,
    });
    if (found !== null) await tellEnd(tx, found.user.id, 'signed-out', {}, services);
    return { cookies: headers.getSetCookie(), userId: found?.user.id ?? null };
  });
  if (userId !== null) services.live.end(userId);
  return cookies;
}
