import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removeTarget } from '../anchors/add-target.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/ledger/anchor-targets/:target',
  summary: 'Takes a third party off the list; what it confirmed stays',
  permission: { action: 'anchor-target.remove', needs: 'workspace' },
  params: z.object({ workspace: z.string(), target: z.string().max(80) }),
  response: z.object({}),
  handler: async ({ workspaceId, params, actor }, services) => {
    await services.database.withWorkspace(workspaceId, (tx) =>
      removeTarget(tx, { id: params.target, actor }, services),
    );
    services.live.publish(workspaceId, 'anchors');
    return {};
  },
});
