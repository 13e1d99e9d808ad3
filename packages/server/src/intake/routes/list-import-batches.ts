import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { importBatchView } from '../import-batch-view.ts';
import { listBatches } from '../import-batches.store.ts';
import { readBatches } from '../read-batches.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/import-batches',
  summary: 'Files that were handed over together, newest first, and what became of each',
  permission: { action: 'import.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(20).default(10) }),
  response: pageOf(importBatchView),
  handler: async ({ workspaceId, query }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const found = await listBatches(tx, { before: query.cursor ?? null, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      return {
        items: [...(await readBatches(tx, shown))],
        nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
      };
    }),
});
