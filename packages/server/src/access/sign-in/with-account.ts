import type { FastifyRequest } from 'fastify';
import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { type FoundSession, findSession } from '../find-session.ts';

/** What somebody does to their own sign-in: one system transaction, with the session of the request. */
export type AccountWork<T> = (tx: Tx, found: FoundSession) => Promise<T>;

/** Refuses with `unauthenticated` without a session of a person; programs with a key have none. */
export async function withAccount<T>(
  request: Pick<FastifyRequest, 'headers'>,
  services: Services,
  work: AccountWork<T>,
): Promise<T> {
  return services.database.withSystem('change a sign-in', async (tx) => {
    const found = (await findSession(tx, request.headers.cookie, services)) ?? refuse('unauthenticated');
    return work(tx, found);
  });
}

/** What opened once by an envelope gets no way in that would stay: neither an app, nor a passkey. */
export function refuseSealed({ method }: FoundSession['session']): void {
  const hint = 'its next use is by a new password in a new envelope';
  if (method === 'break-glass') refuse('forbidden', 'a sealed account gets no other way in', hint);
}

/** Whoever is enrolled changes their sign-in only in a session that has shown it: a password alone undoes nothing. */
export function refuseWithoutSecondFactor({ isEnrolled, session }: FoundSession): void {
  if (isEnrolled && session.secondFactorAt === null) refuse('second-factor-needed');
}
