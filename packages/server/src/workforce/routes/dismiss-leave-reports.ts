import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { dismissFlood } from '../leavers/reports/dismiss-flood.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leave-reports/dismiss',
  summary: 'Somebody flooded the public form: dismisses all that wait and came by it, up to 500 at once',
  permission: { action: 'leave-report.dismiss', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({ reason: z.string().min(1).max(2_000) }),
  response: z.object({ dismissed: z.int() }),
  handler: async ({ workspaceId, actor, body }, services) => ({
    dismissed: await dismissFlood({ workspaceId, actor, reason: body.reason }, services),
  }),
});
