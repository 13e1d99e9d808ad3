import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { openForm } from '../leavers/reports/leave-form.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leave-reports/form',
  summary:
    'Turns the public form on; the answer is the only place where its link is ever shown, and ends the one before',
  permission: { action: 'leave-report.open-form', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string() }),
  body: z.object({}),
  response: z.object({ link: z.string() }),
  handler: async ({ workspaceId, actor, reply }, services) => {
    const token = await openForm({ workspaceId, actor }, services);
    void reply.header('cache-control', 'no-store');
    const base = (services.settings.baseUrl ?? '').replace(/\/$/, '');
    // Behind `#`, so that no server log ever holds it.
    return { link: `${base}/i-left#${token}` };
  },
});
