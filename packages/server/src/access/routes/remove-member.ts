import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { removeMember } from '../permissions/remove-member.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/members/:subject',
  summary: 'Take somebody out of the workspace: grants, sessions and open screens end at once',
  permission: { action: 'member.remove', needs: 'workspace' },
  params: z.object({ workspace: z.string(), subject: z.string().max(80) }),
  query: z.object({ reason: z.string().trim().min(1).max(2000).default('removed from the workspace') }),
  response: z.object({ removed: z.literal(true) }),
  handler: async ({ workspaceId, actor, params, query, may }, services) => {
    if (!may({ kind: 'rights', subject: params.subject })) refuse('own-rights');
    await removeMember({ workspaceId, actor, subject: params.subject, reason: query.reason }, services);
    return { removed: true as const };
  },
});
