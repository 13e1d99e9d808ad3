import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { takeReport } from '../leavers/reports/take-report.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/leave-reports',
  summary: 'A helpdesk or a chat says that somebody left; a person confirms it before anything happens',
  permission: { action: 'leave-report.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    email: z.email().max(320),
    name: z.string().min(1).max(300).optional(),
    lastDay: z.iso.date().optional(),
    words: z.string().max(4_000).optional(),
  }),
  response: z.object({ id: z.string(), state: z.enum(['waiting', 'repeated']) }),
  handler: async ({ workspaceId, actor, body }, services) => {
    const { email, name, lastDay = null, words = null } = body;
    const about = { email, ...(name !== undefined && { name }) };
    const told = { workspaceId, actor, way: 'api', sender: 'vouched', about, lastDay, words } as const;
    const { id, state } = await takeReport(told, services);
    return { id, state: state === 'repeated' ? state : ('waiting' as const) };
  },
});
