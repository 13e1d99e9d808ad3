import { APIError } from 'better-auth/api';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { bindAuth } from './bind-auth.ts';

export type StartedSession = {
  readonly userId: string /** `set-cookie` headers. */;
  readonly cookies: readonly string[];
};

/** Checks the password and makes a session. Refuses with the same `credentials-wrong`, after the same work, whatever was wrong. */
export async function startSession(
  tx: Tx,
  input: { readonly email: string; readonly password: string },
  services: Services,
): Promise<StartedSession> {
  const auth = bindAuth(tx, services);
  try {
    const { headers, response } = await auth.api.signInEmail({
      body: { email: input.email, password: input.password },
      headers: new Headers(),
      returnHeaders: true,
    });
    return { userId: response.user.id, cookies: headers.getSetCookie() };
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    services.log.warn({}, 'a sign-in was refused');
    return refuse('credentials-wrong');
  }
}
