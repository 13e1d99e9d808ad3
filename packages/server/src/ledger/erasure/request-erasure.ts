import type { Actor, Services, WorkspaceId } from '../../platform/index.ts';
import { append } from '../append-entries.ts';
import { erasureEntry } from './erasure-entries.ts';
import { requireTarget } from './erasure-target.ts';
import { insertErasure, type LegalBasis, type NewErasure } from './erasures.store.ts';
import { maskedReason } from './masked-reason.ts';

export type ErasureRequest = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly subject: string | null;
  readonly positions: readonly number[];
  readonly legalBasis: LegalBasis;
  readonly reason: string;
};

/**
 * Asks for an erasure; nothing is erased before another person approves. Throws `not-erasable`, and `not-found` for a
 * person nothing is held of. Answers the id of the request.
 */
export async function requestErasure(request: ErasureRequest, services: Services): Promise<string> {
  const { workspaceId, actor, subject, legalBasis } = request;
  services.keyring.assertOpen();
  const positions = [...new Set(request.positions)].toSorted((a, b) => a - b);
  const id = services.ids.make('era');
  const reason = maskedReason(request.reason, services);
  await services.database.withWorkspace(workspaceId, async (tx) => {
    await requireTarget(tx, { subject, positions });
    const at = services.clock.now();
    const made: NewErasure = {
      id,
      subject,
      positions,
      legalBasis,
      reason,
      requestedBy: actor.id,
      requestedAt: at,
    };
    const refs = subject === null ? [id] : [id, subject];
    const payload = { erasure: id, subject, positions, legalBasis, reason, requestedBy: actor.id };
    const entry = erasureEntry('erasure.requested@1', { actor, at, refs }, payload);
    const [appended] = await append(tx, [entry], services);
    await insertErasure(tx, made, appended?.position ?? -1);
  });
  services.live.publish(workspaceId, 'erasures');
  return id;
}
