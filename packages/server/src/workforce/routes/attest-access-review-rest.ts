import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { attestRest } from '../reviews/attest-rest.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-reviews/:review/attest',
  summary: 'Keep everything that nobody has to look at alone, in one decision that says it is one',
  permission: { action: 'access-review.review', needs: 'workspace' },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  /** How many the reviewer was shown. */
  body: z.object({ count: z.int().min(1) }),
  response: z.object({ kept: z.int() }),
  handler: ({ workspaceId, actor, params, body }, services) =>
    attestRest({ workspaceId, actor, review: params.review, count: body.count }, services),
});
