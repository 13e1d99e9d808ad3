import { append } from '../../ledger/index.ts';
import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { bindAuth } from '../bind-auth.ts';
import { findMember } from '../members.store.ts';
import { refuseWeakPassword } from '../password-rules.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { belongsElsewhere } from '../scim/scim-sign-ins.store.ts';
import { endAccess } from './end-access.ts';
import { digestOfToken } from './request-reset.ts';
import { spendReset } from './resets.store.ts';
import { sourceOf, takeTries, triesPer } from './take-tries.ts';
import { deletePasskeysOf, deleteSecondFactor } from './two-factor.store.ts';

export type ResetUse = {
  readonly token: string;
  readonly password: string;
  /** Of the client. */
  readonly address: string;
};

/**
 * Chooses a new password by a link: second factor and passkeys are gone, every session ends, and whoever holds the link signs
 * in like anybody. A refused password leaves the link as it was. Throws `reset-link-invalid`, `weak-password`.
 */
export async function useReset({ token, password, address }: ResetUse, services: Services): Promise<void> {
  await takeTries([triesPer.resetAddress(address)], services);
  const closeScreens = await accessOf(services).hashing.take(sourceOf(address), () =>
    services.database.withSystem('use a reset link', async (system) => {
      const now = services.clock.now();
      const reset = (await spendReset(system, digestOfToken(token), now)) ?? refuse('reset-link-invalid');
      const tx = { ...system, workspaceId: reset.workspaceId };
      const member = await findMember(tx, reset.workspaceId, reset.subject);
      if (member === null) refuse('reset-link-invalid');
      // Somebody may have been added elsewhere since the link was made; there it must open nothing.
      if (await belongsElsewhere(system, reset.workspaceId, member.userId)) refuse('reset-link-invalid');
      await setPassword(system, member.userId, password, services);
      await deleteSecondFactor(system, member.userId);
      await deletePasskeysOf(system, member.userId);
      const actor = {
        kind: 'user',
        id: member.subjectId,
        userId: member.userId,
        label: member.role,
      } as const;
      const payload = { subject: reset.subject, reset: reset.id };
      const entry = accessEntry('reset.used@1', { actor, at: now, refs: [reset.subject] }, payload);
      await append(tx, [entry], services);
      return endAccess(system, member.userId, 'reset', services);
    }),
  );
  closeScreens();
}

async function setPassword(tx: Tx, userId: string, chosen: string, services: Services): Promise<void> {
  const { internalAdapter, password } = await bindAuth(tx, services).$context;
  const user = await internalAdapter.findUserById(userId);
  refuseWeakPassword(chosen, user?.email ?? '');
  await internalAdapter.updatePassword(userId, await password.hash(chosen));
}
