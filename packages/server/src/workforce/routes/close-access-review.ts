import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { closeReview } from '../reviews/close-review.ts';
import { reviewShape, viewReview } from '../reviews/review-shapes.ts';
import { countItemsOf } from '../reviews/reviews.store.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-reviews/:review/close',
  summary: 'Close a review in which everything is decided; the log signs its result and removals begin',
  permission: { action: 'access-review.approve', needs: 'workspace' },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  body: z.object({}),
  response: reviewShape,
  handler: async ({ workspaceId, actor, params }, services) => {
    const review = await closeReview({ workspaceId, actor, review: params.review }, services);
    return services.database.withWorkspace(workspaceId, async (tx) => {
      const counts = await countItemsOf(tx, [review.id], actor.id);
      return viewReview(review, counts.get(review.id), services.clock.now());
    });
  },
});
