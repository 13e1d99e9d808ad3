import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { reviewShape, viewReview } from '../reviews/review-shapes.ts';
import { countItemsOf, listReviews } from '../reviews/reviews.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-reviews',
  summary: 'Reviews of who may do what, newest first, and how far each is',
  permission: { action: 'access-review.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(reviewShape),
  exportAs: 'access-reviews',
  handler: ({ workspaceId, actor, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = await listReviews(tx, { before: query.cursor ?? null, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const ids = shown.map(({ id }) => id);
      const counts = await countItemsOf(tx, ids, actor.id);
      const now = services.clock.now();
      return {
        items: shown.map((review) => viewReview(review, counts.get(review.id), now)),
        nextCursor: found.length > query.limit ? (ids.at(-1) ?? null) : null,
      };
    }),
});
