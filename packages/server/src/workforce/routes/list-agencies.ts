import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { agencyDiscloses, agencyShape, viewAgencies } from '../agencies/agency-shapes.ts';
import { readAgencies } from '../agencies/read-agencies.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/agencies',
  summary: 'Organisations that work for this one, how long still, and how many accounts they have',
  permission: { action: 'agency.list', needs: 'workspace', discloses: agencyDiscloses },
  exportAs: 'agencies',
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(agencyShape),
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const all = await readAgencies(tx);
      const from = query.cursor === undefined ? 0 : all.findIndex(({ id }) => id === query.cursor) + 1;
      const shown = all.slice(from, from + query.limit);
      const hasMore = from + query.limit < all.length;
      return {
        items: await viewAgencies(tx, shown, { workspaceId, services }),
        nextCursor: hasMore ? (shown.at(-1)?.id ?? null) : null,
      };
    }),
});
