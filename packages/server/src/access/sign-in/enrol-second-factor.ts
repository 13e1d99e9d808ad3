import type { FastifyRequest } from 'fastify';
import { refuse, type Services } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { listPasskeysOf } from '../passkeys/passkeys.store.ts';
import { askAuth, refuseAs } from './ask-auth.ts';
import { bindSecondFactor } from './bind-second-factor.ts';
import { claimCode } from './claim-code.ts';
import { openSession } from './open-session.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { deleteSession, deleteSessionByToken } from './session-marks.store.ts';
import { takeTries, triesPer } from './take-tries.ts';
import { refuseSealed, withAccount } from './with-account.ts';

type Request = Pick<FastifyRequest, 'headers'>;

export type Enrolment = {
  /** `otpauth://…`, for the picture. */
  readonly uri: string;
  /** The same secret in Base32, for typing. */
  readonly secret: string;
};

/**
 * First step of an enrolment: a new secret, which counts for nothing until a code confirms it. Asks for the password again, as
 * far as there is one. Throws `password-wrong`, `conflict` where a second factor is enrolled.
 */
export async function beginEnrolment(
  request: Request,
  { userId, password }: { readonly userId: string; readonly password: string },
  services: Services,
): Promise<Enrolment> {
  await takeTries([triesPer.passwordOfUser(userId)], services);
  const asked = await accessOf(services).hashing.take(userId, () =>
    withAccount(request, services, async (tx, { user, session, isEnrolled }) => {
      refuseSealed(session);
      if (isEnrolled) refuse('conflict', 'a second factor is enrolled already', 'take it away first');
      // A passkey is a second factor too: the password alone does not go round it.
      const isHalf = session.secondFactorAt === null;
      if (isHalf && (await listPasskeysOf(tx, user.id)).length > 0) refuse('second-factor-needed');
      const { api } = bindSecondFactor(tx, services);
      const headers = sessionHeaders(request);
      return askAuth(() => api.enableTwoFactor({ body: { password, method: 'totp' }, headers }));
    }),
  );
  if (asked.isRefused) return refuseAs(asked);
  const { answer } = asked;
  if (answer.method !== 'totp') throw new Error('another second factor was enrolled');
  const secret = new URL(answer.totpURI).searchParams.get('secret') ?? '';
  return { uri: answer.totpURI, secret };
}

export type Enrolled = { readonly recoveryCodes: readonly string[]; readonly cookies: readonly string[] };

/**
 * Second step: a code of the new secret. From here on it is asked for at sign-in. The session gets a new token with its new
 * weight. Recovery codes are shown this once. Throws `code-wrong`, `not-enrolled`.
 */
export async function confirmEnrolment(
  request: Request,
  input: { readonly userId: string; readonly code: string; readonly device: string | null },
  services: Services,
): Promise<Enrolled> {
  await takeTries([triesPer.secondStepUser(input.userId)], services);
  const asked = await withAccount(request, services, async (tx, { user, session, isEnrolled }) => {
    if (isEnrolled) refuse('conflict', 'a second factor is enrolled already', 'take it away first');
    const auth = bindSecondFactor(tx, services);
    const verified = await askAuth(() =>
      auth.api.verifyTOTP({
        body: { code: input.code },
        headers: sessionHeaders(request),
        returnHeaders: true,
      }),
    );
    if (verified.isRefused) return verified;
    await claimCode(tx, auth, user.id, input.code);
    for (const token of tokensIn(verified.answer.headers)) await deleteSessionByToken(tx, token);
    await deleteSession(tx, session.id);
    const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: user.id } });
    const { method, providerId } = session;
    const opening = { userId: user.id, method, hasSecondFactor: true, device: input.device };
    const { cookies } = await openSession(
      tx,
      { ...opening, ...(providerId !== null && { providerId }) },
      services,
    );
    const entry = { type: 'sign-in.changed@1', payload: { what: 'second-factor-enrolled' } } as const;
    await recordEverywhere(tx, user.id, entry, services);
    return { isRefused: false, answer: { recoveryCodes: backupCodes, cookies } } as const;
  });
  return asked.isRefused ? refuseAs(asked) : asked.answer;
}

/** The library reads the session from here. */
export function sessionHeaders({ headers }: Request): Headers {
  return new Headers(headers.cookie === undefined ? {} : { cookie: headers.cookie });
}

/** Tokens of sessions the library opened by itself. */
function tokensIn(headers: Headers): readonly string[] {
  return headers.getSetCookie().flatMap((one) => {
    const signed = /session_token=([^;]*)/.exec(one)?.[1];
    return signed === undefined ? [] : [decodeURIComponent(signed).split('.')[0] ?? ''];
  });
}
