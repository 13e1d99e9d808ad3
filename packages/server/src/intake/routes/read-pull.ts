import { z } from 'zod';
import { listConnections, requireConnection } from '../../connections/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { pullView, viewPull } from '../pull-view.ts';
import { findPull } from '../pulls.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/pulls/:pull',
  summary: 'One reading of a source: progress while it runs, completeness records when it ended',
  permission: { action: 'pull.read', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string(), pull: z.string() }),
  response: pullView,
  handler: async ({ workspaceId, params, may }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const pull = (await findPull(tx, params.pull)) ?? refuse('not-found');
      requireConnection(may, pull.connection, 'pull.read');
      return viewPull(pull, await listConnections(tx));
    }),
});
