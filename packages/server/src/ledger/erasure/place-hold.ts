import type { Actor, Services, WorkspaceId } from '../../platform/index.ts';
import { append } from '../append-entries.ts';
import { erasureEntry } from './erasure-entries.ts';
import { type HoldScope, insertHold, type StoredHold } from './holds.store.ts';
import { maskedReason } from './masked-reason.ts';

export type HoldOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly scope: HoldScope;
  readonly reason: string;
};

/** Stops erasures of what the scope covers until another person lifts the hold. */
export async function placeHold(order: HoldOrder, services: Services): Promise<StoredHold> {
  const { workspaceId, actor, scope } = order;
  services.keyring.assertOpen();
  const id = services.ids.make('hld');
  const reason = maskedReason(order.reason, services);
  const hold = await services.database.withWorkspace(workspaceId, async (tx) => {
    const at = services.clock.now();
    const refs = scope.kind === 'subject' ? [id, scope.subject] : [id];
    const payload = { hold: id, scope: { ...scope }, reason, placedBy: actor.id };
    const entry = erasureEntry('hold.placed@1', { actor, at, refs }, payload);
    const [appended] = await append(tx, [entry], services);
    const made = { id, scope, reason, placedBy: actor.id, placedAt: at, liftedBy: null, liftedAt: null };
    await insertHold(tx, made, appended?.position ?? -1);
    return made;
  });
  services.live.publish(workspaceId, 'erasures');
  return hold;
}
