import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { startLooking } from '../reviews/decide-items.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-reviews/:review/start',
  summary: 'Begin to look: the time spent on each item is measured from here on',
  permission: { action: 'access-review.review', needs: 'workspace' },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  body: z.object({}),
  response: z.object({ at: z.string() }),
  handler: ({ workspaceId, actor, params }, services) =>
    startLooking({ workspaceId, actor, review: params.review }, services),
});
