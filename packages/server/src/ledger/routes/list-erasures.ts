import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { erasureShape, viewErasures } from '../erasure/erasure-view.ts';
import { listErasures } from '../erasure/erasures.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/erasures',
  summary: 'Requests for erasure and what became of them, newest first',
  permission: { action: 'erasure.list', needs: 'workspace', discloses: ['name', 'email', 'login', 'phone'] },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(erasureShape),
  exportAs: 'erasures',
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const page = { before: query.cursor ?? null, limit: query.limit + 1 };
      const found = await listErasures(tx, page);
      const shown = found.slice(0, query.limit);
      const nextCursor = found.length > query.limit ? (shown.at(-1)?.id ?? null) : null;
      return { items: [...(await viewErasures(tx, shown, services))], nextCursor };
    }),
});
