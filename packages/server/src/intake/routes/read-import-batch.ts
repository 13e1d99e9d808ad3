import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { importBatchView } from '../import-batch-view.ts';
import { findBatch } from '../import-batches.store.ts';
import { readBatches } from '../read-batches.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/import-batches/:batch',
  summary: 'Files that were handed over together: how far each is, what came of it, and what is missing',
  permission: { action: 'import.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), batch: z.string().max(80) }),
  response: importBatchView,
  handler: async ({ workspaceId, params }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const batch = (await findBatch(tx, params.batch)) ?? refuse('not-found');
      const [view] = await readBatches(tx, [batch]);
      return view ?? refuse('not-found');
    }),
});
