import { z } from 'zod';
import { requireConnection } from '../../connections/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { claimPull } from '../run-pull.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/connections/:connection/collect',
  summary: 'Reads a connected source once, in the background',
  permission: { action: 'connection.collect', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string(), connection: z.string() }),
  response: z.object({ pull: z.string() }),
  handler: async ({ workspaceId, params, actor, may }, services) => {
    requireConnection(may, params.connection, 'connection.read');
    const order = { workspaceId, connection: params.connection, actor };
    const pull = await services.database.withWorkspace(workspaceId, (tx) => claimPull(tx, order, services));
    pull.begin();
    return { pull: pull.id };
  },
});
