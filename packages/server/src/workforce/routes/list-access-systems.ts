import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { systemColumnShape } from '../access-list/access-shapes.ts';
import { readSystemColumns } from '../access-list/system-columns.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-list/systems',
  summary: 'Every system of the list: how many may do what there, and what its list is worth',
  permission: { action: 'access-list.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ items: z.array(systemColumnShape) }),
  handler: async ({ workspaceId }, services) => {
    const columns = await services.database.withWorkspace(workspaceId, (tx) =>
      readSystemColumns(tx, services),
    );
    return { items: columns.map((column) => ({ ...column, reasons: [...column.reasons] })) };
  },
});
