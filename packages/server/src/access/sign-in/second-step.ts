import { parseCookies } from 'better-call';
import type { Services, Tx } from '../../platform/index.ts';
import { type Asked, askAuth, type Refused, refuseAs } from './ask-auth.ts';
import { bindSecondFactor, type SecondFactorAuth } from './bind-second-factor.ts';
import { claimCode } from './claim-code.ts';
import { openSession } from './open-session.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { deleteSessionByToken } from './session-marks.store.ts';
import { takeTries, triesPer } from './take-tries.ts';

/** A code of the authenticator app, or one of the recovery codes. */
export type SecondStepCode = { readonly code: string } | { readonly recoveryCode: string };

export type SecondStep = {
  readonly shown: SecondStepCode;
  readonly cookie: string | undefined;
  /** Of the client. */
  readonly address: string;
  readonly device: string | null;
};

/**
 * The second step of a sign-in: the challenge of the first one, in its signed cookie, and a code. Five tries a challenge, ten
 * in a row an account. Answers the `set-cookie` headers. Throws `code-wrong`, `second-step-over`, `second-factor-rests`.
 */
export async function takeSecondStep(step: SecondStep, services: Services): Promise<readonly string[]> {
  await takeTries([triesPer.secondStepAddress(step.address)], services);
  const done = await services.database.withSystem('second step of a sign-in', async (tx) => {
    const auth = bindSecondFactor(tx, services);
    const verified = await verify(tx, auth, step);
    if (verified.isRefused) return verified;
    const { userId, cookies } = verified.answer;
    const opening = { userId, method: 'password', hasSecondFactor: true, device: step.device } as const;
    const session = await openSession(tx, opening, services);
    if ('recoveryCode' in step.shown) {
      const entry = { type: 'sign-in.changed@1', payload: { what: 'recovery-code-used' } } as const;
      await recordEverywhere(tx, userId, entry, services);
    }
    return { isRefused: false, answer: [...cookies, ...session.cookies] } as const;
  });
  return done.isRefused ? refuseAs(done) : done.answer;
}

type Verified = { readonly userId: string; readonly cookies: readonly string[] };

async function verify(
  tx: Tx,
  auth: SecondFactorAuth,
  { shown, cookie }: SecondStep,
): Promise<Asked<Verified>> {
  const headers = await challengeOnly(auth, cookie);
  const asked = await askAuth(() =>
    'code' in shown
      ? auth.api.verifyTOTP({ body: { code: shown.code }, headers, returnHeaders: true })
      : auth.api.verifyBackupCode({ body: { code: shown.recoveryCode }, headers, returnHeaders: true }),
  );
  if (asked.isRefused) return asked;
  const { response, headers: answered } = asked.answer;
  // The library opens a session of its own; ours says how it was opened.
  if (response.token) await deleteSessionByToken(tx, response.token);
  const userId = response.user.id;
  if ('code' in shown && !(await claimCode(tx, auth, userId, shown.code))) return usedBefore;
  const cookies = answered.getSetCookie().filter((one) => !one.includes('session_token='));
  return { isRefused: false, answer: { userId, cookies } };
}

const usedBefore: Refused = { isRefused: true, code: 'INVALID_CODE' };

/** Nothing but the challenge: a session in the same browser would make the library count no tries. */
async function challengeOnly(auth: SecondFactorAuth, cookie: string | undefined): Promise<Headers> {
  const { createAuthCookie } = await auth.$context;
  const { name } = createAuthCookie('two_factor');
  const value = parseCookies(cookie ?? '').get(name);
  return new Headers(value === undefined ? {} : { cookie: `${name}=${encodeURIComponent(value)}` });
}
