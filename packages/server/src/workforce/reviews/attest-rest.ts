import { append } from '../../ledger/index.ts';
import { refuse, type Services } from '../../platform/index.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { type DecisionOrder, requireOpen } from './decide-items.ts';
import { reviewEntry } from './review-entry.ts';
import { countAlone, restOf, saveTogether } from './review-items.store.ts';
import { lockReview } from './reviews.store.ts';

const itemsPerEntry = 1_000;

/**
 * Keeps, in one decision that says it is one, everything of this reviewer that nobody has to look at alone: unchanged since
 * the last review and without a dangerous right. `count` is what the reviewer was shown; throws `conflict` where it is another
 * by now, and `bad-request` while something to be looked at alone is open.
 */
export async function attestRest(
  order: Omit<DecisionOrder, 'decisions'> & { readonly count: number },
  services: Services,
): Promise<{ readonly kept: number }> {
  const { workspaceId, actor, review, count } = order;
  if (actor.kind !== 'user') refuse('person-needed', 'a service never reviews access');
  await services.database.withWorkspace(workspaceId, async (tx) => {
    requireOpen(await lockReview(tx, review));
    const alone = await countAlone(tx, review, actor.id);
    if (alone > 0) refuse('bad-request', `${alone} items are to be decided one by one first`);
    const rest = await restOf(tx, review, actor.id);
    const mine = await pseudonymsOf(tx, actor);
    if (rest.some(({ excluded }) => isOneself(mine, ...excluded)))
      refuse('own-rights', 'nobody reviews their own access', 'hand your own on to somebody else first');
    const items = rest.map(({ item }) => item);
    if (items.length !== count)
      refuse('conflict', `${items.length} items are left, not ${count}: look again`);
    if (items.length === 0) return;
    const at = services.clock.now();
    const about = { actor, at, refs: [review] };
    const parts = Array.from({ length: Math.ceil(items.length / itemsPerEntry) }, (_, part) =>
      items.slice(part * itemsPerEntry, (part + 1) * itemsPerEntry),
    );
    const entries = parts.map((numbers) => {
      const kept = { decision: 'keep', items: numbers, reviewer: actor.id };
      return reviewEntry('access-review.decided@1', about, {
        review,
        together: true,
        of: items.length,
        decisions: [kept],
      });
    });
    const [first] = await append(tx, entries, services);
    await saveTogether(tx, review, { items, by: actor.id, at, position: first?.position ?? -1 });
  });
  services.live.publish(workspaceId, 'ledger');
  return { kept: count };
}
