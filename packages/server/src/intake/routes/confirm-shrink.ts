import { z } from 'zod';
import { requireConnection } from '../../connections/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { claimShrink } from '../confirm-shrink.ts';
import { findPull } from '../pulls.store.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/pulls/:pull/confirm-shrink',
  summary: 'Confirms that what a suddenly much shorter list no longer holds is gone',
  permission: { action: 'pull.confirm-shrink', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string(), pull: z.string() }),
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({ pull: z.string() }),
  handler: async ({ workspaceId, params, body, actor, may }, services) => {
    const claimed = await services.database.withWorkspace(workspaceId, async (tx) => {
      const pull = (await findPull(tx, params.pull)) ?? refuse('not-found');
      requireConnection(may, pull.connection, 'pull.read');
      return claimShrink(tx, { workspaceId, pull, actor, reason: body.reason }, services);
    });
    claimed.begin();
    return { pull: claimed.id };
  },
});
