import { refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { type ErasureView, viewErasures } from './erasure-view.ts';
import { findErasure } from './erasures.store.ts';

/** One erasure as it stands now. Throws `not-found`. */
export function readErasure(workspaceId: WorkspaceId, id: string, services: Services): Promise<ErasureView> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const found = (await findErasure(tx, id)) ?? refuse('not-found');
    const [view] = await viewErasures(tx, [found], services);
    return view ?? refuse('not-found');
  });
}
