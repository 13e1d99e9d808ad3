import { refuse, type Services, type Tx } from '../platform/index.ts';
import { accessOf } from './access-state.ts';
import { deleteExpiredSessions } from './members.store.ts';
import { type Asked, askAuth } from './sign-in/ask-auth.ts';
import { bindSecondFactor } from './sign-in/bind-second-factor.ts';
import { countFailure } from './sign-in/count-failure.ts';
import { openSession } from './sign-in/open-session.ts';
import { deleteSessionByToken } from './sign-in/session-marks.store.ts';
import { clearTries, sourceOf, takeTries, triesPer } from './sign-in/take-tries.ts';

export type SignIn = {
  readonly email: string;
  readonly password: string;
  /** Of the client. */
  readonly address: string;
  readonly device: string | null;
};

export type SignInAnswer = {
  /** `second-step`: the password is right, and a code is asked for; there is no session yet. */
  readonly state: 'signed-in' | 'second-step';
  /** `set-cookie` headers. */
  readonly cookies: readonly string[];
};

/**
 * Signs in, or asks for the second step where one is enrolled. Limited before any hashing; few are hashed at once. Refuses with
 * the same `credentials-wrong`, after the same work, whatever was wrong.
 */
export async function signIn(input: SignIn, services: Services): Promise<SignInAnswer> {
  const email = input.email.toLowerCase();
  const pair = triesPer.signInPair(input.address, email);
  await takeTries([triesPer.signInAddress(input.address)], services);
  await takeTries([pair, triesPer.signInAccount(email)], services);
  const asked = await accessOf(services).hashing.take(sourceOf(input.address), () =>
    services.database.withSystem('sign in', (tx) => firstStep(tx, { ...input, email }, services)),
  );
  if (asked.isRefused) {
    services.log.warn({}, 'a sign-in was refused');
    await countFailure({ email, address: input.address }, services);
    refuse('credentials-wrong');
  }
  await clearTries(pair, services);
  return asked.answer;
}

async function firstStep(tx: Tx, input: SignIn, services: Services): Promise<Asked<SignInAnswer>> {
  await deleteExpiredSessions(tx);
  const { email, password, device } = input;
  const { api } = bindSecondFactor(tx, services);
  const asked = await askAuth(() =>
    api.signInEmail({ body: { email, password }, headers: new Headers(), returnHeaders: true }),
  );
  if (asked.isRefused) return asked;
  const { response, headers } = asked.answer;
  if ('twoFactorRedirect' in response) {
    const cookies = headers.getSetCookie().filter((one) => one.includes('two_factor='));
    return { isRefused: false, answer: { state: 'second-step', cookies } };
  }
  await deleteSessionByToken(tx, response.token);
  const opening = {
    userId: response.user.id,
    method: 'password',
    hasSecondFactor: false,
    device,
  } as const;
  const { cookies } = await openSession(tx, opening, services);
  return { isRefused: false, answer: { state: 'signed-in', cookies } };
}
