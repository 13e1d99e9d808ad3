import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { holdShape, viewHold } from '../erasure/hold-view.ts';
import { listHolds } from '../erasure/holds.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/holds',
  summary: 'Legal holds, newest first',
  permission: { action: 'hold.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(holdShape),
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = await listHolds(tx, { before: query.cursor ?? null, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const nextCursor = found.length > query.limit ? (shown.at(-1)?.id ?? null) : null;
      return { items: shown.map(viewHold), nextCursor };
    }),
});
