import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { grantShape, viewGrant } from '../permissions/grant-shapes.ts';
import { listGrants } from '../permissions/grants.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/grants',
  summary: 'Grants and changes of roles that were asked for, newest first',
  permission: { action: 'grant.list', needs: 'workspace' },
  query: pageQuery.extend({ subject: z.string().max(80).optional() }),
  response: pageOf(grantShape),
  exportAs: 'grants',
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const page = { before: query.cursor ?? null, limit: query.limit + 1, subject: query.subject ?? null };
      const found = await listGrants(tx, page);
      const shown = found.slice(0, query.limit);
      const nextCursor = found.length > query.limit ? (shown.at(-1)?.id ?? null) : null;
      return { items: shown.map((grant) => viewGrant(grant, services.clock.now())), nextCursor };
    }),
});
