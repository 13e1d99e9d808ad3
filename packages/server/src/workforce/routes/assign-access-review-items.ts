import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { assignItems } from '../reviews/assign-items.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-reviews/:review/assign',
  summary: 'Give what one reviewer has not decided, or what has no reviewer, to somebody else',
  permission: { action: 'access-review.assign', needs: 'workspace' },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  body: z.object({
    /** Null: what has no reviewer. */
    from: z.string().max(80).nullable(),
    to: z.string().regex(/^sub_[0-9a-f-]{36}$/),
  }),
  /** What is about the new reviewer stays where it was. */
  response: z.object({ moved: z.int(), left: z.int() }),
  handler: ({ workspaceId, actor, params, body }, services) =>
    assignItems({ workspaceId, actor, review: params.review, ...body }, services),
});
