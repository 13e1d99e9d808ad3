import type { Services } from '../../platform/index.ts';
import { findSession } from '../find-session.ts';

/** Whether the session of this cookie showed a second factor. */
export async function showedSecondFactor(cookie: string | undefined, services: Services): Promise<boolean> {
  const found = await services.database.withSystem('look for a second factor', (tx) =>
    findSession(tx, cookie, services),
  );
  return found !== null && found.session.secondFactorAt !== null;
}
