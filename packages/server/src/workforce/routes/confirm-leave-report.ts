import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { confirmReport } from '../leavers/reports/decide-report.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leave-reports/:report/confirm',
  summary: 'Agrees that they left: their run opens with everything of theirs that has to go',
  permission: { action: 'leave-report.confirm', needs: 'workspace' },
  params: z.object({ workspace: z.string(), report: z.string().max(80) }),
  body: z.object({
    /** Who is meant, where that is somebody else than it names, or it names nobody. */
    subject: z
      .string()
      .regex(/^sub_[0-9a-f-]{36}$/)
      .optional(),
    isInvoluntary: z.boolean().default(false),
  }),
  response: z.object({ id: z.string(), run: z.string() }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const { subject = null, isInvoluntary } = body;
    const order = { workspaceId, actor, report: params.report, subject, isInvoluntary };
    const { id, run } = await confirmReport(order, services);
    if (run === null) throw new Error('a report was confirmed without a run');
    return { id, run };
  },
});
