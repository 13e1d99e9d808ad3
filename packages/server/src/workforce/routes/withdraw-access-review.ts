import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { withdrawReview } from '../reviews/close-review.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-reviews/:review/withdraw',
  summary: 'Take back a review in which nothing was decided, so that its systems can be frozen anew',
  permission: { action: 'access-review.withdraw', needs: 'workspace' },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  body: z.object({}),
  response: z.object({ id: z.string(), state: z.literal('withdrawn') }),
  handler: async ({ workspaceId, actor, params }, services) => {
    const { id } = await withdrawReview({ workspaceId, actor, review: params.review }, services);
    return { id, state: 'withdrawn' as const };
  },
});
