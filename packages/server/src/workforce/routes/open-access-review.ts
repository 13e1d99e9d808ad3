import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { openReview } from '../reviews/open-review.ts';
import { reviewShape, viewReview } from '../reviews/review-shapes.ts';
import { countItemsOf } from '../reviews/reviews.store.ts';

const subject = z.string().regex(/^sub_[0-9a-f-]{36}$/);

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-reviews',
  summary: 'Freeze who may do what on these systems, and give every access a reviewer',
  permission: { action: 'access-review.open', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    name: z.string().trim().min(1).max(120),
    /** Left out: of each system the period of today. */
    period: z.string().trim().min(1).max(40).nullable().default(null),
    assignedBy: z.enum(['system', 'manager']).default('system'),
    dueAt: z.iso.datetime(),
    systems: z
      .array(
        z.object({
          system: z.string().min(1).max(200),
          reviewer: subject,
          deputy: subject.nullable().default(null),
        }),
      )
      .min(1)
      .max(200),
  }),
  response: reviewShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const review = await openReview({ ...body, workspaceId, actor }, services);
    return services.database.withWorkspace(workspaceId, async (tx) => {
      const counts = await countItemsOf(tx, [review.id], actor.id);
      return viewReview(review, counts.get(review.id), services.clock.now());
    });
  },
});
