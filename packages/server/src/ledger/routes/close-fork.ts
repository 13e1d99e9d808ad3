import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { closeFork } from '../succession/close-fork.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/ledger/close-fork',
  summary: 'Closes a forked log with a report that names both histories, and opens its successor',
  permission: { action: 'ledger.close-fork', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    /** Why the log has two histories, as far as it is known. */
    reason: z.string().trim().min(3).max(2_000),
  }),
  response: z.object({ report: z.string(), log: z.object({ id: z.string(), origin: z.string() }) }),
  handler: async ({ workspaceId, actor, body }, services) =>
    closeFork({ workspaceId, actor, reason: body.reason }, services),
});
