import { z } from 'zod';
import { listConnections, visibleConnections } from '../../connections/index.ts';
import { newestPulls } from '../../intake/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { connectionView, viewConnection } from '../connection-view.ts';
import { listPopulations } from '../list-populations.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/connections',
  summary: 'Connected sources, each with what it last brought and whether that is whole',
  permission: { action: 'connection.list', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ items: z.array(connectionView) }),
  handler: async ({ workspaceId, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const pulls = await newestPulls(tx);
      const seen = await visibleConnections(tx, may);
      const populations = await listPopulations(tx, services, seen);
      const connections = (await listConnections(tx)).filter(({ id }) => seen === null || seen.includes(id));
      return { items: connections.map((item) => viewConnection(item, pulls, populations, services)) };
    }),
});
