import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { listPopulations } from '../list-populations.ts';
import { populationStatus } from '../population-status.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/populations',
  summary: 'Every population that is known, and whether it is whole now',
  permission: { action: 'population.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ items: z.array(populationStatus) }),
  handler: async ({ workspaceId }, services) => {
    const items = await services.database.withWorkspace(workspaceId, (tx) => listPopulations(tx, services));
    return { items: [...items] };
  },
});
