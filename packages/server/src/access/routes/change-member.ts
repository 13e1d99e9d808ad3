import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { changeRole } from '../permissions/change-role.ts';
import { personRoles } from '../permissions/role.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/workspaces/:workspace/members/:subject',
  summary: 'Give a member another role; never one’s own, and a weighty role waits for a second person',
  permission: { action: 'member.change', needs: 'workspace' },
  params: z.object({ workspace: z.string(), subject: z.string().max(80) }),
  body: z.object({
    role: z.enum(personRoles),
    reason: z.string().trim().min(1).max(2000).default('the role was changed'),
  }),
  response: z.object({ state: z.enum(['changed', 'waiting']), grant: z.string().nullable() }),
  handler: async ({ workspaceId, actor, params, body, may }, services) => {
    const { subject } = params;
    if (!may({ kind: 'rights', subject })) refuse('own-rights');
    return changeRole({ workspaceId, actor, subject, ...body }, services);
  },
});
