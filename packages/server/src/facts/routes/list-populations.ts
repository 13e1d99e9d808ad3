import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { resolveAsKnown, timeAnswer, timeQuery } from '../as-known.ts';
import { listPopulationsAt } from '../list-populations.ts';
import { populationStatus } from '../population-status.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/populations',
  summary: 'Every population that is known, and whether it is whole: now, or as known or true at a time',
  permission: { action: 'population.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: timeQuery,
  response: z.object({ items: z.array(populationStatus), ...timeAnswer }),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const at = await resolveAsKnown(tx, query, services);
      return { items: [...(await listPopulationsAt(tx, at))], ...at.answer };
    }),
});
