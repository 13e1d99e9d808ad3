import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { listRemovals } from '../removals/open-removals.ts';
import { provenStates } from '../removals/removal.ts';
import { proofOf } from '../reviews/removal-proof.ts';
import { reviewShape, systemShape, viewReview, viewSystem } from '../reviews/review-shapes.ts';
import { listSystemsOf } from '../reviews/review-systems.store.ts';
import { countItemsOf, readReview } from '../reviews/reviews.store.ts';

const proofShape = z.object({
  removals: z.int(),
  proven: z.int(),
  attested: z.int(),
  excepted: z.int(),
  open: z.int(),
  /** Surely still there after its day. */
  late: z.int(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-reviews/:review',
  summary:
    'One review: its systems as they were frozen, how far it is, its result, and what became of the removals',
  permission: { action: 'access-review.read', needs: 'workspace' },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  response: reviewShape.extend({ systems: z.array(systemShape), proof: proofShape }),
  handler: ({ workspaceId, actor, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const review = (await readReview(tx, params.review)) ?? refuse('not-found');
      const counts = await countItemsOf(tx, [review.id], actor.id);
      const systems = await listSystemsOf(tx, review.id);
      const removals = await listRemovals(tx, { origin: review.id });
      const now = services.clock.now();
      const of = (states: readonly string[]) => removals.filter(({ state }) => states.includes(state)).length;
      const proof = {
        removals: removals.length,
        proven: of(provenStates),
        attested: of(['attested']),
        excepted: of(['excepted', 'approved-again', 'withdrawn']),
        open: of(['open']),
        late: removals.filter((removal) => proofOf(removal, now) === 'late').length,
      };
      return { ...viewReview(review, counts.get(review.id), now), systems: systems.map(viewSystem), proof };
    }),
});
