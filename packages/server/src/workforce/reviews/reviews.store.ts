import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { ReviewFacts } from './review-facts.ts';

export type StoredReview = {
  readonly id: string;
  readonly name: string;
  readonly period: string;
  readonly assignedBy: 'system' | 'manager';
  readonly dueAt: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly state: 'open' | 'closed' | 'withdrawn';
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly position: number;
  readonly closedPosition: number | null;
  readonly result: ReviewFacts | null;
};

const columns = sql`review_id as id, name, period, assigned_by as "assignedBy", due_at as "dueAt",
  opened_at as "openedAt", opened_by as "openedBy", state, closed_at as "closedAt", closed_by as "closedBy", position,
  closed_position as "closedPosition", result`;

export async function insertReview(tx: Tx, review: StoredReview): Promise<void> {
  await sql`
    insert into access_review (workspace_id, review_id, name, period, assigned_by, due_at, opened_at, opened_by, state,
      position)
    values (${tx.workspaceId}, ${review.id}, ${review.name}, ${review.period}, ${review.assignedBy}, ${review.dueAt},
      ${review.openedAt}, ${review.openedBy}, ${review.state}, ${review.position})`.execute(tx.db);
}

export async function setReviewPosition(tx: Tx, id: string, position: number): Promise<void> {
  await sql`update access_review set position = ${position}
    where workspace_id = ${tx.workspaceId} and review_id = ${id}`.execute(tx.db);
}

/** Names people gave reviews, in entries that were erased. */
export async function forgetReviewNames(tx: Tx, positions: readonly number[]): Promise<void> {
  await sql`update access_review set name = 'erased'
    where workspace_id = ${tx.workspaceId} and position = any(${positions}::bigint[])`.execute(tx.db);
}

export async function readReview(tx: Tx, id: string): Promise<StoredReview | null> {
  const { rows } = await sql<StoredReview>`
    select ${columns} from access_review
    where workspace_id = ${tx.workspaceId} and review_id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}

/** Nobody else changes it until the transaction ends. */
export async function lockReview(tx: Tx, id: string): Promise<StoredReview | null> {
  const { rows } = await sql<StoredReview>`
    select ${columns} from access_review
    where workspace_id = ${tx.workspaceId} and review_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** Newest first; `before` is the id of a review. */
export async function listReviews(
  tx: Tx,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<readonly StoredReview[]> {
  const earlier = before === null ? sql`` : sql`and review_id < ${before}`;
  const { rows } = await sql<StoredReview>`
    select ${columns} from access_review where workspace_id = ${tx.workspaceId} ${earlier}
    order by review_id desc limit ${limit}`.execute(tx.db);
  return rows;
}

export async function endReview(
  tx: Tx,
  end: Pick<StoredReview, 'id' | 'state' | 'closedAt' | 'closedBy' | 'closedPosition' | 'result'>,
): Promise<void> {
  await sql`
    update access_review set state = ${end.state}, closed_at = ${end.closedAt}, closed_by = ${end.closedBy},
      closed_position = ${end.closedPosition},
      result = ${end.result === null ? null : JSON.stringify(end.result)}::jsonb
    where workspace_id = ${tx.workspaceId} and review_id = ${end.id}`.execute(tx.db);
  if (end.state !== 'withdrawn') return;
  await sql`
    update access_review_system set is_counted = false
    where workspace_id = ${tx.workspaceId} and review_id = ${end.id}`.execute(tx.db);
}

export type ReviewCounts = {
  readonly review: string;
  readonly items: number;
  readonly decided: number;
  readonly together: number;
  readonly removals: number;
  readonly withoutReviewer: number;
  readonly mine: number;
  readonly mineDecided: number;
  /** Of them, still to be looked at one by one. */
  readonly mineAlone: number;
  /** Of them, open and fit to be kept together. */
  readonly mineRest: number;
};

/** How far reviews are, and how much of them is whose who asks. */
export async function countItemsOf(
  tx: Tx,
  reviews: readonly string[],
  reviewer: string,
): Promise<ReadonlyMap<string, ReviewCounts>> {
  const { rows } = await sql<ReviewCounts>`
    select review_id as review, count(*) as items, count(decision) as decided,
      count(*) filter (where is_group) as together, count(*) filter (where decision = 'remove') as removals,
      count(*) filter (where reviewer is null) as "withoutReviewer",
      count(*) filter (where reviewer = ${reviewer}) as mine,
      count(*) filter (where reviewer = ${reviewer} and decision is not null) as "mineDecided",
      count(*) filter (where reviewer = ${reviewer} and decision is null and in_detail) as "mineAlone",
      count(*) filter (where reviewer = ${reviewer} and decision is null and not in_detail) as "mineRest"
    from access_review_item where workspace_id = ${tx.workspaceId} and review_id = any(${reviews}::text[])
    group by review_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.review, row]));
}

/** When this reviewer last began or handed in; null where they did not begin. */
export async function readClock(tx: Tx, review: string, reviewer: string): Promise<string | null> {
  const { rows } = await sql<{ at: string }>`
    select looked_at as at from access_review_clock
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and reviewer = ${reviewer}
    for update`.execute(tx.db);
  return rows[0]?.at ?? null;
}

export async function setClock(tx: Tx, review: string, reviewer: string, at: string): Promise<void> {
  await sql`
    insert into access_review_clock (workspace_id, review_id, reviewer, looked_at)
    values (${tx.workspaceId}, ${review}, ${reviewer}, ${at})
    on conflict (workspace_id, review_id, reviewer) do update set looked_at = excluded.looked_at`.execute(
    tx.db,
  );
}

/** How much the last closed reviews took away, newest first. */
export async function pastRemovals(
  tx: Tx,
  limit: number,
): Promise<readonly { readonly removals: number; readonly openedAt: string }[]> {
  const { rows } = await sql<{ removals: number; openedAt: string }>`
    select (result ->> 'removed')::int as removals, opened_at as "openedAt" from access_review
    where workspace_id = ${tx.workspaceId} and state = 'closed'
    order by closed_at desc limit ${limit}`.execute(tx.db);
  return rows;
}
