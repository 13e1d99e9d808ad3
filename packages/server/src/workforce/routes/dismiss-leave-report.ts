import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { dismissReport } from '../leavers/reports/decide-report.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leave-reports/:report/dismiss',
  summary: 'It was a mistake, or is about nobody here',
  permission: { action: 'leave-report.dismiss', needs: 'workspace' },
  params: z.object({ workspace: z.string(), report: z.string().max(80) }),
  body: z.object({ reason: z.string().min(1).max(2_000) }),
  response: z.object({ id: z.string(), state: z.literal('dismissed') }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, report: params.report, reason: body.reason };
    const { id } = await dismissReport(order, services);
    return { id, state: 'dismissed' as const };
  },
});
