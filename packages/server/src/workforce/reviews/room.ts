import { makeOwnReadingDue } from '../../intake/index.ts';
import type { Room } from '../room.ts';
import { followCadences } from './known-systems.ts';
import { forgetReasons } from './review-items.store.ts';
import { reviewListing } from './review-listing.ts';
import { forgetReviewNames } from './reviews.store.ts';

/** Reviews freeze the facts when they open, and their removals prove themselves; only cadences are followed. */
export const reviewsRoom: Room = {
  name: 'reviews',
  follow: (workspaceId, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      if (await followCadences(tx)) await makeOwnReadingDue(tx);
    }),
  own: reviewListing,
  erasure: () => ({
    forget: async (tx, target) => {
      await forgetReasons(tx, target);
      await forgetReviewNames(tx, target.positions);
    },
  }),
};
