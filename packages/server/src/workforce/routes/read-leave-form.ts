import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { readForm } from '../leavers/reports/leave-reports.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/leave-reports/form',
  summary: 'Whether the public form is on',
  permission: { action: 'leave-report.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    isOpen: z.boolean(),
    openedAt: z.string().nullable(),
    openedBy: z.string().nullable(),
  }),
  handler: async ({ workspaceId }, services) => {
    const form = await services.database.withWorkspace(workspaceId, readForm);
    return { isOpen: form !== null, openedAt: form?.openedAt ?? null, openedBy: form?.openedBy ?? null };
  },
});
