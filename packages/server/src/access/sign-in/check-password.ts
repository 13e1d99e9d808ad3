import { APIError } from 'better-auth/api';
import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { bindAuth } from '../bind-auth.ts';
import { deleteSessionByToken } from './session-marks.store.ts';

/** Checks the password; the user's id. Refuses with the same `credentials-wrong`, after the same work, whatever was wrong. */
export async function checkPassword(
  tx: Tx,
  input: { readonly email: string; readonly password: string },
  services: Services,
): Promise<string> {
  const auth = bindAuth(tx, services);
  try {
    const { user, token } = await auth.api.signInEmail({
      body: { email: input.email, password: input.password },
      headers: new Headers(),
    });
    await deleteSessionByToken(tx, token);
    return user.id;
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    services.log.warn({}, 'a sign-in was refused');
    return refuse('credentials-wrong');
  }
}
