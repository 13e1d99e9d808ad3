import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { cancelImports } from '../order-imports.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/import-batches/:batch/cancel',
  summary: 'Reads none of the files that still wait and stops the one being read; what was read stays',
  permission: { action: 'import.cancel', needs: 'workspace' },
  params: z.object({ workspace: z.string(), batch: z.string().max(80) }),
  response: z.object({ batch: z.string() }),
  handler: async ({ workspaceId, params }, services) => {
    await cancelImports(workspaceId, params.batch, services);
    return { batch: params.batch };
  },
});
