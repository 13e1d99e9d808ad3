import { z } from 'zod';
import { listConnections, visibleConnections } from '../../connections/index.ts';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { pullView, viewPull } from '../pull-view.ts';
import { listPulls } from '../pulls.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/pulls',
  summary: 'Readings of sources, newest first, each with its completeness records',
  permission: { action: 'pull.list', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({ connection: z.string().max(80).optional() }),
  response: pageOf(pullView),
  exportAs: 'pulls',
  handler: async ({ workspaceId, query, may }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const connections = await listConnections(tx);
      const seen = await visibleConnections(tx, may);
      const page = {
        connection: query.connection ?? null,
        seen,
        before: query.cursor ?? null,
        limit: query.limit,
      };
      const pulls = await listPulls(tx, page);
      const nextCursor = pulls.length < query.limit ? null : (pulls.at(-1)?.id ?? null);
      return { items: pulls.map((pull) => viewPull(pull, connections)), nextCursor };
    }),
});
