import { serializeSignedCookie } from 'better-call';
import type { Services, Tx } from '../../platform/index.ts';
import { bindAuth } from '../bind-auth.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { markSession, type SignInMethod } from './session-marks.store.ts';
import { readSessionHours } from './sign-in-policy.store.ts';

export type NewSession = {
  readonly userId: string;
  readonly method: SignInMethod;
  /** A second factor was shown, or the way in is one itself. */
  readonly hasSecondFactor: boolean;
  /** Coarse, from `deviceOf`. */
  readonly device: string | null;
  readonly providerId?: string;
};

export type StartedSession = {
  readonly userId: string;
  readonly sessionId: string;
  /** `set-cookie` headers. */
  readonly cookies: readonly string[];
};

/**
 * Every way in ends here: a new session with a new token, whatever the browser sent, and `session.started` in the ledger of
 * every workspace of the user. The last step of a system transaction.
 */
export async function openSession(tx: Tx, order: NewSession, services: Services): Promise<StartedSession> {
  const { userId, method, hasSecondFactor, device, providerId = null } = order;
  const context = await bindAuth(tx, services).$context;
  const session = await context.internalAdapter.createSession(userId);
  const hours = await readSessionHours(tx, userId);
  await markSession(tx, session.id, { method, providerId, hasSecondFactor, device, hours });
  const { name, attributes } = context.authCookies.sessionToken;
  const options = { ...attributes, maxAge: hours * 60 * 60 };
  const cookie = await serializeSignedCookie(name, session.token, context.secret, options);
  await recordEverywhere(
    tx,
    userId,
    { type: 'session.started@1', payload: { method, hasSecondFactor } },
    services,
  );
  return { userId, sessionId: session.id, cookies: [cookie] };
}
