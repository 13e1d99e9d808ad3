import type { FastifyRequest } from 'fastify';
import type { Services } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { refuseWeakPassword } from '../password-rules.ts';
import { askAuth, refuseAs } from './ask-auth.ts';
import { bindSecondFactor } from './bind-second-factor.ts';
import { endSessions } from './end-sessions.ts';
import { sessionHeaders } from './enrol-second-factor.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { takeTries, triesPer } from './take-tries.ts';
import { refuseWithoutSecondFactor, withAccount } from './with-account.ts';

export type PasswordChange = { readonly userId: string; readonly current: string; readonly next: string };

/** A new password; every other session ends. Throws `password-wrong`, `weak-password`, `second-factor-needed`. */
export async function changePassword(
  request: Pick<FastifyRequest, 'headers'>,
  { userId, current, next }: PasswordChange,
  services: Services,
): Promise<void> {
  await takeTries([triesPer.passwordOfUser(userId)], services);
  const asked = await accessOf(services).hashing.take(userId, () =>
    withAccount(request, services, async (tx, found) => {
      refuseWithoutSecondFactor(found);
      refuseWeakPassword(next, found.user.email);
      const { api } = bindSecondFactor(tx, services);
      const body = { currentPassword: current, newPassword: next };
      const changed = await askAuth(() => api.changePassword({ body, headers: sessionHeaders(request) }));
      if (changed.isRefused) return changed;
      const entry = { type: 'sign-in.changed@1', payload: { what: 'password' } } as const;
      await recordEverywhere(tx, found.user.id, entry, services);
      const except = { except: found.session.id };
      const answer = await endSessions(tx, found.user.id, 'password-changed', services, except);
      return { isRefused: false, answer } as const;
    }),
  );
  if (asked.isRefused) refuseAs(asked);
  asked.answer();
}
