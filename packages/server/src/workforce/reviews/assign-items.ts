import { append } from '../../ledger/index.ts';
import { refuse, type Services } from '../../platform/index.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import type { ReviewEnd } from './close-review.ts';
import { requireOpen } from './decide-items.ts';
import { mayReview } from './open-review.ts';
import { reviewEntry } from './review-entry.ts';
import { moveItems, undecidedOf } from './review-items.store.ts';
import { lockReview } from './reviews.store.ts';

type Assignment = ReviewEnd & { readonly from: string | null; readonly to: string };

/** Moves what is open from one reviewer, or from nobody, to another; what is about the other one stays. */
export async function assignItems(
  { workspaceId, actor, review, from, to }: Assignment,
  services: Services,
): Promise<{ readonly moved: number; readonly left: number }> {
  const done = await services.database.withWorkspace(workspaceId, async (tx) => {
    requireOpen(await lockReview(tx, review));
    if (!(await mayReview(tx, workspaceId, to)))
      refuse('bad-request', 'a reviewer is an owner, an ISMS owner or a manager of this workspace');
    const open = await undecidedOf(tx, review, from);
    const theirs = await pseudonymsOf(tx, { id: to });
    const items = open.filter(({ excluded }) => !isOneself(theirs, ...excluded)).map(({ item }) => item);
    const payload = { review, from, to, items: items.length, left: open.length - items.length };
    const about = { actor, at: services.clock.now(), refs: [review, to] };
    if (items.length > 0) {
      await append(tx, [reviewEntry('access-review.assigned@1', about, payload)], services);
      await moveItems(tx, review, { items, reviewer: to });
    }
    return { moved: items.length, left: open.length - items.length };
  });
  services.live.publish(workspaceId, 'ledger');
  return done;
}
