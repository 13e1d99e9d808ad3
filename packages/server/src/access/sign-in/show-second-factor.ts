import type { FastifyRequest } from 'fastify';
import type { Services } from '../../platform/index.ts';
import { askAuth, type Refused, refuseAs } from './ask-auth.ts';
import { bindSecondFactor } from './bind-second-factor.ts';
import { claimCode } from './claim-code.ts';
import { sessionHeaders } from './enrol-second-factor.ts';
import { recordEverywhere } from './record-everywhere.ts';
import type { SecondStepCode } from './second-step.ts';
import { markSecondFactor } from './session-marks.store.ts';
import { takeTries, triesPer } from './take-tries.ts';
import { withAccount } from './with-account.ts';

const usedBefore: Refused = { isRefused: true, code: 'INVALID_CODE' };
const notEnrolled: Refused = { isRefused: true, code: 'TOTP_NOT_ENABLED' };

/** Marks the session of the request with the second factor. Throws `code-wrong`, `not-enrolled`, `rate-limited`. */
export async function showSecondFactor(
  request: Pick<FastifyRequest, 'headers'>,
  { userId, shown }: { readonly userId: string; readonly shown: SecondStepCode },
  services: Services,
): Promise<void> {
  await takeTries([triesPer.secondStepUser(userId)], services);
  const asked = await withAccount(request, services, async (tx, { user, session, isEnrolled }) => {
    if (!isEnrolled) return notEnrolled;
    const auth = bindSecondFactor(tx, services);
    const headers = sessionHeaders(request);
    const verified = await askAuth<unknown>(() =>
      'code' in shown
        ? auth.api.verifyTOTP({ body: { code: shown.code }, headers })
        : auth.api.verifyBackupCode({ body: { code: shown.recoveryCode, disableSession: true }, headers }),
    );
    if (verified.isRefused) return verified;
    if ('code' in shown && !(await claimCode(tx, auth, user.id, shown.code))) return usedBefore;
    await markSecondFactor(tx, session.id);
    const what = 'code' in shown ? 'second-factor-shown' : 'recovery-code-used';
    await recordEverywhere(tx, user.id, { type: 'sign-in.changed@1', payload: { what } }, services);
    return verified;
  });
  if (asked.isRefused) refuseAs(asked);
}
