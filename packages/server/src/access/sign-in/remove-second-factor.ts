import type { FastifyRequest } from 'fastify';
import type { Services } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { askAuth, type Refused, refuseAs } from './ask-auth.ts';
import { bindSecondFactor } from './bind-second-factor.ts';
import { endSessions } from './end-sessions.ts';
import { sessionHeaders } from './enrol-second-factor.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { takeTries, triesPer } from './take-tries.ts';
import { deleteSecondFactor } from './two-factor.store.ts';
import { refuseWithoutSecondFactor, withAccount } from './with-account.ts';

export type Confirmation = { readonly userId: string; readonly password: string };

const notEnrolled: Refused = { isRefused: true, code: 'TOTP_NOT_ENABLED' };

/**
 * Takes the authenticator app away: asks for the password and for a session that has shown the second factor. Other sessions
 * end. Throws `password-wrong`, `second-factor-needed`, `not-enrolled`.
 */
export async function removeSecondFactor(
  request: Pick<FastifyRequest, 'headers'>,
  { userId, password }: Confirmation,
  services: Services,
): Promise<void> {
  await takeTries([triesPer.passwordOfUser(userId)], services);
  const asked = await accessOf(services).hashing.take(userId, () =>
    withAccount(request, services, async (tx, found) => {
      if (!found.isEnrolled) return notEnrolled;
      refuseWithoutSecondFactor(found);
      const { api } = bindSecondFactor(tx, services);
      const headers = sessionHeaders(request);
      // The library asks for the password here as for taking it away, and opens no session of its own.
      const asked = await askAuth(() => api.generateBackupCodes({ body: { password }, headers }));
      if (asked.isRefused) return asked;
      await deleteSecondFactor(tx, found.user.id);
      const entry = { type: 'sign-in.changed@1', payload: { what: 'second-factor-removed' } } as const;
      await recordEverywhere(tx, found.user.id, entry, services);
      const except = { except: found.session.id };
      const answer = await endSessions(tx, found.user.id, 'second-factor-removed', services, except);
      return { isRefused: false, answer } as const;
    }),
  );
  if (asked.isRefused) refuseAs(asked);
  asked.answer();
}

/** New recovery codes; those before are void. Throws as `removeSecondFactor`. */
export async function renewRecoveryCodes(
  request: Pick<FastifyRequest, 'headers'>,
  { userId, password }: Confirmation,
  services: Services,
): Promise<readonly string[]> {
  await takeTries([triesPer.passwordOfUser(userId)], services);
  const asked = await accessOf(services).hashing.take(userId, () =>
    withAccount(request, services, async (tx, found) => {
      if (!found.isEnrolled) return notEnrolled;
      refuseWithoutSecondFactor(found);
      const { api } = bindSecondFactor(tx, services);
      const headers = sessionHeaders(request);
      const asked = await askAuth(() => api.generateBackupCodes({ body: { password }, headers }));
      if (asked.isRefused) return asked;
      const entry = { type: 'sign-in.changed@1', payload: { what: 'recovery-codes-renewed' } } as const;
      await recordEverywhere(tx, found.user.id, entry, services);
      return { isRefused: false, answer: asked.answer.backupCodes } as const;
    }),
  );
  return asked.isRefused ? refuseAs(asked) : asked.answer;
}
