import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { closeForm } from '../leavers/reports/leave-form.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/leave-reports/form',
  summary: 'Turns the public form off; its link leads nowhere from now on',
  permission: { action: 'leave-report.open-form', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ isOpen: z.literal(false) }),
  handler: async ({ workspaceId, actor }, services) => {
    await closeForm({ workspaceId, actor }, services);
    return { isOpen: false as const };
  },
});
