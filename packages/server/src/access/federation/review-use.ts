import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { accessEntry, maskedGrantReason } from '../permissions/access-entry.ts';
import { findAccountOfUser, keepReview, lockUse } from './break-glass.store.ts';

export type ReviewOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly use: string;
  readonly note: string;
};

/** Somebody looked at what was done with a sealed account: a person who did not know its password, and no sealed account. */
export async function reviewUse(order: ReviewOrder, services: Services): Promise<void> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  if (actor.kind !== 'user' || actor.userId === null) refuse('person-needed', 'a service reviews nothing');
  const { userId } = actor;
  const note = maskedGrantReason(order.note, services);
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const use = (await lockUse(tx, workspaceId, order.use)) ?? refuse('not-found');
    if (use.reviewedBy !== null) refuse('already-decided');
    const isSealed = (await findAccountOfUser(tx, workspaceId, userId)) !== null;
    if (use.sealedBy === actor.id || isSealed)
      refuse(
        'second-person-needed',
        'who knew the password does not review its use',
        'ask another owner or administrator',
      );
    const at = services.clock.now();
    const isLate = Date.parse(at) > Date.parse(use.reviewDueAt);
    const payload = { use: use.id, account: use.account, note, isLate };
    const entry = accessEntry('break-glass.reviewed@1', { actor, at, refs: [use.id, use.account] }, payload);
    const [appended] = await append(tx, [entry], services);
    await keepReview(tx, workspaceId, use.id, { by: actor.id, at, note, position: appended?.position ?? -1 });
  });
  services.live.publish(workspaceId, 'ledger');
}
