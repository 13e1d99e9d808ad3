import type { Services } from '../platform/index.ts';
import { bindAuth } from './bind-auth.ts';

/** Ends the session of this cookie at once, in every process. Answers the headers that clear it; safe to repeat. */
export async function signOut(cookie: string, services: Services): Promise<readonly string[]> {
  return services.database.withSystem('sign out', async (tx) => {
    const { headers } = await bindAuth(tx, services).api.signOut({
      headers: new Headers({ cookie }),
      returnHeaders: true,
    });
    return headers.getSetCookie();
  });
}
