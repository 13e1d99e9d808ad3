import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { retryImports } from '../order-imports.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/import-batches/:batch/retry',
  summary: 'Reads the files again that failed or were cancelled, as long as they are still here',
  permission: { action: 'import.create', needs: 'workspace' },
  params: z.object({ workspace: z.string(), batch: z.string().max(80) }),
  response: z.object({
    /** How many are read again; the others have to be handed over again. */
    files: z.int(),
  }),
  handler: async ({ workspaceId, params }, services) => ({
    files: await retryImports(workspaceId, params.batch, services),
  }),
});
