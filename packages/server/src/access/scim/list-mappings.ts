import type { Services, WorkspaceId } from '../../platform/index.ts';
import { listGroupSizes, type SizedGroup } from './scim-groups.store.ts';

/** Groups with the number of their people, in the order they were made. */
export async function listMappings(
  workspaceId: WorkspaceId,
  page: { readonly after: string; readonly limit: number },
  services: Pick<Services, 'database'>,
): Promise<readonly SizedGroup[]> {
  return services.database.withWorkspace(workspaceId, (tx) => listGroupSizes(tx, workspaceId, page));
}
