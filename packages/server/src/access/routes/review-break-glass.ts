import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { reviewUse } from '../federation/review-use.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/break-glass/:use/review',
  summary: 'Say what was found about a use of a sealed account; never whoever knew its password',
  permission: { action: 'break-glass.review', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string(), use: z.string().max(80) }),
  body: z.object({ note: z.string().trim().min(1).max(2_000) }),
  response: z.object({ reviewed: z.literal(true) }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    await reviewUse({ workspaceId, actor, use: params.use, note: body.note }, services);
    return { reviewed: true as const };
  },
});
