import { z } from 'zod';
import { findConnection } from '../../connections/index.ts';
import { newestPulls } from '../../intake/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { connectionView, viewConnection } from '../connection-view.ts';
import { listPopulations } from '../list-populations.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/connections/:connection',
  summary: 'One connected source',
  permission: { action: 'connection.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), connection: z.string() }),
  response: connectionView,
  handler: async ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const connection = (await findConnection(tx, params.connection)) ?? refuse('not-found');
      return viewConnection(connection, await newestPulls(tx), await listPopulations(tx, services), services);
    }),
});
