import { createHash } from 'node:crypto';
import { readItems } from '../../facts/index.ts';
import { append } from '../../ledger/index.ts';
import {
  type Actor,
  readWorkspace,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { draftRemovals, openedEntries, saveRemovals } from '../removals/open-removals.ts';
import { requireOpen } from './decide-items.ts';
import { reviewEntry } from './review-entry.ts';
import { type DecidedItem, type ReviewFacts, reviewFacts } from './review-facts.ts';
import { allItems, type StoredItem } from './review-items.store.ts';
import { reviewRemovals } from './review-removals.ts';
import { type CountedSystem, listSystemsOf } from './review-systems.store.ts';
import { endReview, lockReview, pastRemovals, type StoredReview } from './reviews.store.ts';

export type ReviewEnd = { readonly workspaceId: WorkspaceId; readonly actor: Actor; readonly review: string };

/**
 * Closes a review in which everything is decided: its result goes into the log, what is to be removed becomes removals that
 * prove themselves by the next complete lists. Throws `bad-request` while anything is open.
 */
export async function closeReview(order: ReviewEnd, services: Services): Promise<StoredReview> {
  const { workspaceId, actor } = order;
  if (actor.kind !== 'user') refuse('person-needed', 'a person closes a review');
  const closed = await services.database.withWorkspace(workspaceId, async (tx) => {
    const review = requireOpen(await lockReview(tx, order.review));
    const items = await allItems(tx, review.id);
    const decided = items.flatMap(decidedItem);
    if (decided.length !== items.length)
      refuse('bad-request', `${items.length - decided.length} of ${items.length} items are not decided`);
    const at = services.clock.now();
    const result = await resultOf(tx, decided, at);
    const systems = await listSystemsOf(tx, review.id);
    const entry = reviewEntry(
      'access-review.closed@1',
      { actor, at, refs: [review.id] },
      closedPayload(review, { items, systems, result }),
    );
    const { zone } = await readWorkspace(tx, workspaceId);
    const orders = await reviewRemovals(tx, { review: review.id, items, at, zone });
    const drafts = await draftRemovals(tx, orders, services);
    const [appended, ...opened] = await append(tx, [entry, ...openedEntries(drafts, actor)], services);
    const closedPosition = appended?.position ?? -1;
    await saveRemovals(tx, drafts, opened);
    const end = { state: 'closed', closedAt: at, closedBy: actor.id, closedPosition, result } as const;
    await endReview(tx, { id: review.id, ...end });
    return { ...review, ...end };
  });
  services.live.publish(workspaceId, 'ledger');
  return closed;
}

/** Takes back a review in which nothing was decided yet, so that its period can be reviewed anew. */
export async function withdrawReview(order: ReviewEnd, services: Services): Promise<StoredReview> {
  const { workspaceId, actor } = order;
  const withdrawn = await services.database.withWorkspace(workspaceId, async (tx) => {
    const review = requireOpen(await lockReview(tx, order.review));
    const items = await allItems(tx, review.id);
    if (items.some(({ decision }) => decision !== null))
      refuse('already-decided', 'something in this review is decided, so it is finished instead');
    const at = services.clock.now();
    const entry = reviewEntry(
      'access-review.withdrawn@1',
      { actor, at, refs: [review.id] },
      { review: review.id, items: items.length },
    );
    await append(tx, [entry], services);
    const end = {
      state: 'withdrawn',
      closedAt: at,
      closedBy: actor.id,
      closedPosition: null,
      result: null,
    } as const;
    await endReview(tx, { id: review.id, ...end });
    return { ...review, ...end };
  });
  services.live.publish(workspaceId, 'ledger');
  return withdrawn;
}

function decidedItem(item: StoredItem): DecidedItem[] {
  const { holder, person, inDetail, risks, decision, decidedBy, isGroup, seconds } = item;
  if (decision === null || decidedBy === null) return [];
  return [{ holder, person, inDetail, risks, decision, decidedBy, isGroup, seconds }];
}

const formerReviews = 2;

async function resultOf(tx: Tx, decided: readonly DecidedItem[], at: string): Promise<ReviewFacts> {
  const before = await pastRemovals(tx, formerReviews);
  const since = before.at(-1)?.openedAt;
  const leavers = since === undefined ? 0 : await leaversBetween(tx, since.slice(0, 10), at.slice(0, 10));
  return reviewFacts(decided, before, leavers);
}

const pageSize = 1_000;

/** People whose last day lies between two days. */
async function leaversBetween(tx: Tx, from: string, until: string): Promise<number> {
  const left = new Set<string>();
  for (let after: { scope: string; key: string } | null = null; ; ) {
    const page: Awaited<ReturnType<typeof readItems<'person'>>> = await readItems(tx, {
      kind: 'person',
      limit: pageSize,
      ...(after !== null && { after }),
    });
    for (const { value, isErased } of page) {
      if (isErased || value.endsOn === null) continue;
      if (value.endsOn >= from && value.endsOn <= until) left.add(value.person);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return left.size;
    after = { scope: last.scope, key: last.key };
  }
}

type Closing = {
  readonly items: readonly StoredItem[];
  readonly systems: readonly CountedSystem[];
  readonly result: ReviewFacts;
};

/** What the log signs: whole numbers, and a digest over every decision. */
function closedPayload(review: StoredReview, { items, systems, result }: Closing) {
  const { medianSecondsRisky, shareTogether, signals, ...counts } = result;
  const notWhole = systems.filter(({ isWhole }) => !isWhole).map(({ system }) => system);
  return {
    review: review.id,
    period: review.period,
    openedAt: review.openedAt,
    dueAt: review.dueAt,
    ...counts,
    medianMsRisky: medianSecondsRisky === null ? null : Math.round(medianSecondsRisky * 1_000),
    togetherPerMille: shareTogether === null ? null : Math.round(shareTogether * 1_000),
    signals: [...signals],
    systems: systems.length,
    notWhole: notWhole.slice(0, 50),
    digest: digestOfDecisions(items),
  };
}

/** SHA-256 in hex over one line for each item in their order: what it is, and who decided what about it. */
export function digestOfDecisions(items: readonly StoredItem[]): string {
  const lines = items.map(({ item, system, holder, decision, decidedBy, isGroup, removed, kept }) =>
    JSON.stringify([
      item,
      system,
      holder,
      decision,
      decidedBy,
      isGroup,
      removed,
      ...(kept === null ? [] : [kept]),
    ]),
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
