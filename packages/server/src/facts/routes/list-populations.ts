import { z } from 'zod';
import { visibleConnections } from '../../connections/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { resolveAsKnown, timeAnswer, timeQuery, toldOnlyBy } from '../as-known.ts';
import { listPopulationsAt } from '../list-populations.ts';
import { populationStatus } from '../population-status.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/populations',
  summary: 'Every population that is known, and whether it is whole: now, or as known or true at a time',
  permission: { action: 'population.list', needs: 'workspace', isScoped: 'by-system' },
  params: z.object({ workspace: z.string() }),
  query: timeQuery,
  response: z.object({ items: z.array(populationStatus), ...timeAnswer }),
  handler: async ({ workspaceId, query, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const seen = await visibleConnections(tx, may);
      const at = toldOnlyBy(await resolveAsKnown(tx, query, services), seen);
      return { items: [...(await listPopulationsAt(tx, at))], ...at.answer };
    }),
});
