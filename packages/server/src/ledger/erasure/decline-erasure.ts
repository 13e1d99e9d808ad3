import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { append } from '../append-entries.ts';
import { erasureEntry } from './erasure-entries.ts';
import { decideErasure, lockErasure } from './erasures.store.ts';
import { maskedReason } from './masked-reason.ts';
import { requirePerson } from './require-person.ts';

export type DeclineOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly erasure: string;
  readonly reason: string;
};

/** Says no to a request, also to one's own. Nothing is erased. */
export async function declineErasure(order: DeclineOrder, services: Services): Promise<void> {
  const { workspaceId, actor } = order;
  requirePerson(actor, 'declines an erasure');
  services.keyring.assertOpen();
  const reason = maskedReason(order.reason, services);
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const found = (await lockErasure(tx, order.erasure)) ?? refuse('not-found');
    if (found.state !== 'requested') refuse('already-decided');
    const at = services.clock.now();
    const refs = found.subject === null ? [found.id] : [found.id, found.subject];
    const payload = { erasure: found.id, declinedBy: actor.id, reason };
    const [appended] = await append(
      tx,
      [erasureEntry('erasure.declined@1', { actor, at, refs }, payload)],
      services,
    );
    const entries = [appended?.position ?? -1];
    await decideErasure(tx, found.id, { state: 'declined', by: actor.id, at, erasedPayloads: 0, entries });
  });
  services.live.publish(workspaceId, 'erasures');
}
