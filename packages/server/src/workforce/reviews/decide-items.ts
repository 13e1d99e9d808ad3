import type { DangerousRight } from '@daybook/kit';
import { append, type JsonValue } from '../../ledger/index.ts';
import {
  type Actor,
  type Clock,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { nextReviewer } from './assign-reviewer.ts';
import { boundedSeconds } from './bounded-seconds.ts';
import { inEntries, reviewEntry, wordsToKeep } from './review-entry.ts';
import { needsReason } from './review-item.ts';
import { readItemsBy, type SavedDecision, type StoredItem, saveDecisions } from './review-items.store.ts';
import { wideGrants } from './review-removals.ts';
import { listSystemsOf } from './review-systems.store.ts';
import { lockReview, readClock, type StoredReview, setClock } from './reviews.store.ts';

export type ItemDecision = {
  readonly item: number;
  /** `not-mine`: somebody else named decides; `undo`: not decided any more. */
  readonly decision: 'keep' | 'change' | 'remove' | 'not-mine' | 'undo';
  readonly reason?: string | undefined;
  /** Of a change: the grants to take away, by their place among the item's. */
  readonly removed?: readonly number[] | undefined;
  /** Of a change: the dangerous rights that may stay on the grants that are not taken away. */
  readonly kept?: readonly DangerousRight[] | undefined;
  /** How long it was shown before it was decided, by the reviewer's own clock, which only goes forward. */
  readonly shownMs: number;
};

export type DecisionOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly review: string;
  readonly decisions: readonly ItemDecision[];
};

/** Begins the reviewer's clock: what they say they looked at items is bounded by the time since. */
export async function startLooking(
  { workspaceId, actor, review }: Omit<DecisionOrder, 'decisions'>,
  services: Services,
): Promise<{ readonly at: string }> {
  const at = services.clock.now();
  await services.database.withWorkspace(workspaceId, async (tx) => {
    requireOpen(await lockReview(tx, review));
    await setClock(tx, review, actor.id, at);
  });
  return { at };
}

/**
 * Takes decisions of one reviewer in one go, in one entry as far as they fit. Refuses all of them where one is about
 * somebody's own access, is not this reviewer's, or lacks the reason it needs.
 */
export async function decideItems(
  order: DecisionOrder,
  services: Services,
): Promise<readonly SavedDecision[]> {
  if (order.actor.kind !== 'user') refuse('person-needed', 'a service never reviews access');
  const saved = await services.database.withWorkspace(order.workspaceId, async (tx) => {
    requireOpen(await lockReview(tx, order.review));
    const decisions = await judge(tx, order, services);
    const parts = inEntries(decisions.map(said));
    const entries = parts.map((part) =>
      reviewEntry(
        'access-review.decided@1',
        { actor: order.actor, at: services.clock.now(), refs: [order.review] },
        { review: order.review, together: false, of: null, decisions: part },
      ),
    );
    const appended = await append(tx, entries, services);
    let from = 0;
    for (const [i, part] of parts.entries()) {
      const within = decisions.slice(from, from + part.length);
      await saveDecisions(tx, order.review, within, appended[i]?.position ?? -1);
      from += part.length;
    }
    return decisions;
  });
  services.live.publish(order.workspaceId, 'ledger');
  return saved;
}

export function requireOpen(review: StoredReview | null): StoredReview {
  if (review === null) return refuse('not-found');
  return review.state === 'open' ? review : refuse('already-decided', 'this review is closed');
}

async function judge(tx: Tx, order: DecisionOrder, services: Services): Promise<readonly SavedDecision[]> {
  const { actor, review, decisions } = order;
  const items = new Map(
    (
      await readItemsBy(
        tx,
        review,
        decisions.map(({ item }) => item),
      )
    ).map((one) => [one.item, one]),
  );
  if (items.size !== decisions.length)
    refuse('bad-request', 'an item is named twice, or is none of this review');
  const seconds = boundedSeconds(
    decisions.map(({ shownMs }) => shownMs),
    await elapsedMs(tx, order, services),
  );
  const systems = new Map((await listSystemsOf(tx, review)).map((one) => [one.system, one]));
  const mine = await pseudonymsOf(tx, actor);
  return decisions.map((decision, index) => {
    const item = items.get(decision.item) ?? refuse('not-found');
    requireTheirs(item, actor.id, mine);
    if (decision.decision === 'not-mine') {
      const { reviewer = null, deputy = null } = systems.get(item.system) ?? {};
      return handOn(item, actor.id, [reviewer, deputy]);
    }
    if (decision.decision === 'undo') return undone(item);
    const at = services.clock.now();
    return decided(item, decision, { by: actor.id, at, seconds: seconds[index] ?? null }, services);
  });
}

async function elapsedMs(
  tx: Tx,
  { review, actor }: DecisionOrder,
  { clock }: { readonly clock: Clock },
): Promise<number | null> {
  const since = await readClock(tx, review, actor.id);
  if (since === null) return null;
  await setClock(tx, review, actor.id, clock.now());
  return Date.parse(clock.now()) - Date.parse(since);
}

function requireTheirs(item: StoredItem, self: string, mine: ReadonlySet<string>): void {
  if (isOneself(mine, ...item.excluded)) refuse('own-rights', 'nobody reviews their own access');
  if (item.reviewer !== self)
    refuse('forbidden', 'somebody else reviews this access', 'ask who opened the review');
}

function undone({ item, reviewer, handedOn }: StoredItem): SavedDecision {
  const nothing = { decision: null, reason: null, decidedBy: null, decidedAt: null, seconds: null };
  return { item, reviewer, handedOn, removed: [], kept: null, ...nothing };
}

function handOn(item: StoredItem, self: string, named: readonly (string | null)[]): SavedDecision {
  const handedOn = [...new Set([...item.handedOn, self])];
  return { ...undone(item), handedOn, reviewer: nextReviewer(item, named, handedOn) };
}

function decided(
  item: StoredItem,
  { decision, reason, removed = [], kept: mayStay }: ItemDecision,
  { by, at, seconds }: { readonly by: string; readonly at: string; readonly seconds: number | null },
  services: Services,
): SavedDecision {
  const words = wordsToKeep(reason, services);
  const kept = mayStay ?? null;
  if (decision === 'keep' && needsReason(item) && words === null)
    refuse('bad-request', 'keeping a right to administer, export, connect or publish needs a reason');
  const keys = removed.map(
    (ref) =>
      item.grants[ref]?.key ?? refuse('bad-request', 'this account does not hold what is to be taken away'),
  );
  if (decision === 'change') requireProvable(item, keys, kept);
  const { item: number, reviewer, handedOn } = item;
  return {
    item: number,
    reviewer,
    handedOn,
    // Only the three are left here.
    decision: decision as SavedDecision['decision'],
    reason: words,
    removed: decision === 'change' ? [...new Set(keys)] : [],
    kept: decision === 'change' ? kept : null,
    decidedBy: by,
    decidedAt: at,
    seconds,
  };
}

/** A change is done once a list shows it: so it names what is to go, or what may stay. */
function requireProvable(item: StoredItem, removed: readonly string[], kept: StoredItem['kept']): void {
  if (item.grants.length === 0)
    refuse(
      'bad-request',
      'no list tells what this account may do, so nobody could see that it changed',
      'remove it, or keep it and say why',
    );
  if (removed.length === 0 && kept === null)
    refuse('bad-request', 'a change names what is to be taken away, or the rights that may stay');
  if (removed.length === 0 && wideGrants(item, kept ?? []).length === 0)
    refuse('bad-request', 'this account may do no more than that already');
}

/** What the ledger keeps of one; the item's number leads to the frozen list, so nobody is named. */
function said(decided: SavedDecision): JsonValue {
  const { item, decision, reason, removed, kept, seconds, reviewer, handedOn } = decided;
  const shownMs = seconds === null ? null : Math.round(seconds * 1_000);
  const what = decision ?? (handedOn.length > 0 ? 'not-mine' : 'undone');
  const may = kept === null ? {} : { kept: [...kept] };
  return { item, decision: what, reason, removed: removed.length, ...may, shownMs, reviewer };
}
