import { z } from 'zod';
import { findConnection, requireConnection, visibleConnections } from '../../connections/index.ts';
import { newestPulls } from '../../intake/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { connectionView, viewConnection } from '../connection-view.ts';
import { listPopulations } from '../list-populations.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/connections/:connection',
  summary: 'One connected source',
  permission: { action: 'connection.read', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string(), connection: z.string() }),
  response: connectionView,
  handler: async ({ workspaceId, params, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      requireConnection(may, params.connection, 'connection.read');
      const connection = (await findConnection(tx, params.connection)) ?? refuse('not-found');
      const populations = await listPopulations(tx, services, await visibleConnections(tx, may));
      return viewConnection(connection, await newestPulls(tx), populations, services);
    }),
});
