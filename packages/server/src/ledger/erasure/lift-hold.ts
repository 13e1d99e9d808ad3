import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { append } from '../append-entries.ts';
import { erasureEntry } from './erasure-entries.ts';
import { lockHold, markLifted, type StoredHold } from './holds.store.ts';
import { maskedReason } from './masked-reason.ts';
import { requirePerson } from './require-person.ts';

export type LiftOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly hold: string;
  readonly reason: string;
};

/** Ends a hold. Whoever placed it never lifts it, and a service lifts none. */
export async function liftHold(order: LiftOrder, services: Services): Promise<StoredHold> {
  const { workspaceId, actor } = order;
  requirePerson(actor, 'lifts a hold');
  services.keyring.assertOpen();
  const reason = maskedReason(order.reason, services);
  const lifted = await services.database.withWorkspace(workspaceId, async (tx) => {
    const hold = (await lockHold(tx, order.hold)) ?? refuse('not-found');
    if (hold.liftedBy !== null) refuse('already-decided', 'this hold was lifted before');
    if (hold.placedBy === actor.id) {
      refuse('second-person-needed', 'whoever placed a hold cannot lift it', 'ask another owner to lift it');
    }
    const at = services.clock.now();
    const refs = hold.scope.kind === 'subject' ? [hold.id, hold.scope.subject] : [hold.id];
    const payload = { hold: hold.id, reason, placedBy: hold.placedBy, liftedBy: actor.id };
    const [appended] = await append(
      tx,
      [erasureEntry('hold.lifted@1', { actor, at, refs }, payload)],
      services,
    );
    await markLifted(tx, hold.id, { by: actor.id, at, position: appended?.position ?? -1 });
    return { ...hold, liftedBy: actor.id, liftedAt: at };
  });
  services.live.publish(workspaceId, 'erasures');
  return lifted;
}
