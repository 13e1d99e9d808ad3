import type { Services, WorkspaceId } from '../../platform/index.ts';
import { endRunOutKeys } from './end-keys.ts';
import { tellKeyUses } from './tell-key-uses.ts';

/** What happens to keys by the clock alone: those that ran out end, and the uses of each day that is over become evidence. */
export async function keepKeys(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await endRunOutKeys(workspaceId, services);
  await tellKeyUses(workspaceId, services);
}
