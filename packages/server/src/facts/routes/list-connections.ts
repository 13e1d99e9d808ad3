import { z } from 'zod';
import { listConnections } from '../../connections/index.ts';
import { newestPulls } from '../../intake/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { connectionView, viewConnection } from '../connection-view.ts';
import { listPopulations } from '../list-populations.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/connections',
  summary: 'Connected sources, each with what it last brought and whether that is whole',
  permission: { action: 'connection.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ items: z.array(connectionView) }),
  handler: async ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const pulls = await newestPulls(tx);
      const populations = await listPopulations(tx, services);
      const connections = await listConnections(tx);
      return { items: connections.map((item) => viewConnection(item, pulls, populations, services)) };
    }),
});
