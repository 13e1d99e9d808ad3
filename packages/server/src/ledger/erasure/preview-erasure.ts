import type { Services, WorkspaceId } from '../../platform/index.ts';
import { describeErasure, type ErasureDescription } from './describe-erasure.ts';
import { requireTarget } from './erasure-target.ts';
import { findCoveringHold } from './hold-cover.ts';

export type ErasurePreview = ErasureDescription & {
  /** The hold that would stop it now. */
  readonly hold: string | null;
};

/**
 * What a request would affect, without asking for anything: nothing is written. Throws as the request itself would:
 * `not-erasable`, and `not-found` for a person nothing is held of.
 */
export function previewErasure(
  workspaceId: WorkspaceId,
  asked: { readonly subject: string | null; readonly positions: readonly number[] },
  services: Services,
): Promise<ErasurePreview> {
  const positions = [...new Set(asked.positions)].toSorted((a, b) => a - b);
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const target = await requireTarget(tx, { subject: asked.subject, positions });
    const hold = await findCoveringHold(tx, target, services.erasureParts);
    const open = { state: 'requested', erasedPayloads: 0, ...target } as const;
    return { ...(await describeErasure(tx, open, services)), hold: hold?.id ?? null };
  });
}
