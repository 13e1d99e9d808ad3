import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { endMemberSession } from '../sign-in/end-one-session.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/workspaces/:workspace/sessions/:session',
  summary: 'End a session of a member at once, with its open screens',
  permission: { action: 'session.revoke', needs: 'workspace' },
  params: z.object({ workspace: z.string(), session: z.string().max(80) }),
  response: z.object({ ended: z.literal(true) }),
  handler: async ({ workspaceId, actor, params }, services) => {
    await endMemberSession({ workspaceId, actor, sessionId: params.session }, services);
    return { ended: true as const };
  },
});
