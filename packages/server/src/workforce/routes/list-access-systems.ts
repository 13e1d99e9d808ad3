import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { systemColumnShape } from '../access-list/access-shapes.ts';
import { readSystemColumns } from '../access-list/system-columns.ts';
import { peopleGaps } from '../people-gaps.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-list/systems',
  summary: 'Every system of the list: how many may do what there, and what its list is worth',
  permission: { action: 'access-list.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    items: z.array(systemColumnShape),
    /** Why nobody can say of everyone shown as active that they are still here; empty where every list of people is whole. */
    peopleGaps: z.array(z.string()),
  }),
  handler: ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const columns = await readSystemColumns(tx, services);
      return {
        items: columns.map((column) => ({ ...column, reasons: [...column.reasons] })),
        peopleGaps: [...(await peopleGaps(tx, services))],
      };
    }),
});
