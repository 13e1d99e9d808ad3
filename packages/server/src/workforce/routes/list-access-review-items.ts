import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, pageOf, pageQuery, refuse } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { listItems } from '../reviews/review-items.store.ts';
import { itemShape, reviewDiscloses, viewItem } from '../reviews/review-shapes.ts';
import { readReview } from '../reviews/reviews.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-reviews/:review/items',
  summary: 'What a review holds, in the order of looking at it: changed and risky first',
  permission: { action: 'access-review.read', needs: 'workspace', discloses: reviewDiscloses },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  query: pageQuery.extend({
    /** Only what whoever asks decides. */
    mine: z.stringbool().default(false),
    only: z.enum(['open', 'removed', 'unassigned']).optional(),
    system: z.string().max(200).optional(),
  }),
  response: pageOf(itemShape),
  exportAs: 'access-review-items',
  handler: ({ workspaceId, actor, params, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const review = (await readReview(tx, params.review)) ?? refuse('not-found');
      const after = query.cursor === undefined ? 0 : Number(query.cursor);
      if (!Number.isSafeInteger(after)) refuse('bad-request', 'the cursor is not one of this list');
      const found = await listItems(tx, {
        ...{ review: review.id, reviewer: query.mine ? actor.id : null, after, limit: query.limit + 1 },
        ...{ only: query.only ?? null, system: query.system ?? null },
      });
      const shown = found.slice(0, query.limit);
      const subjects = shown.map(({ person, holder }) => person ?? holder);
      const names = await readIdentities(tx, subjects, services);
      const agencies = new Map((await readAgencies(tx)).map(({ id, name }) => [id, name]));
      return {
        items: shown.map((item) => viewItem(item, names, agencies)),
        nextCursor: found.length > query.limit ? String(shown.at(-1)?.item ?? '') : null,
      };
    }),
});
