import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { removalDeadlines } from '../removals/deadlines.ts';
import { describeDeadlines } from '../removals/read-deadlines.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/removals/deadlines',
  summary: 'Within what time access has to be gone, and who changed that last',
  permission: { action: 'removal.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: removalDeadlines.extend({
    /** Those that hold where nobody changed them. */
    usual: removalDeadlines,
    changed: z
      .object({
        by: z.string().nullable(),
        at: z.string().nullable(),
        /** What they were; null where that was not kept. */
        before: removalDeadlines.nullable(),
        position: z.int(),
      })
      .nullable(),
  }),
  handler: async ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, describeDeadlines),
});
