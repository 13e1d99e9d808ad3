import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { requestReset } from '../sign-in/request-reset.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/members/:subject/reset',
  summary: 'A one-time link by which a member chooses a new password; for whoever weighs much two people ask',
  permission: { action: 'member.reset', needs: 'workspace' },
  params: z.object({ workspace: z.string(), subject: z.string().max(80) }),
  response: z.object({
    state: z.enum(['waiting', 'ready']),
    link: z.string().nullable(),
    expiresAt: z.string(),
  }),
  handler: async ({ workspaceId, actor, params, may }, services) => {
    if (!may({ kind: 'rights', subject: params.subject })) refuse('own-rights');
    return requestReset({ workspaceId, actor, subject: params.subject }, services);
  },
});
