import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type StoredSystem = {
  readonly review: string;
  readonly system: string;
  readonly period: string;
  readonly reviewer: string;
  readonly deputy: string | null;
  readonly factsPosition: number;
  readonly readAt: string | null;
  readonly source: 'live' | 'import' | 'attested' | 'unknown';
  readonly isWhole: boolean;
  readonly reasons: readonly string[];
  readonly items: number;
  readonly digest: string;
};

export type CountedSystem = StoredSystem & {
  readonly decided: number;
  readonly removals: number;
  readonly ownDecisions: number;
  readonly reviewers: readonly string[];
};

const columns = sql`s.review_id as review, s.system, s.period, s.reviewer, s.deputy, s.facts_position as "factsPosition",
  s.read_at as "readAt", s.source, s.is_whole as "isWhole", s.reasons, s.items, s.digest`;

export async function insertSystem(tx: Tx, row: StoredSystem): Promise<void> {
  await sql`
    insert into access_review_system (workspace_id, review_id, system, period, reviewer, deputy, facts_position, read_at,
      source, is_whole, reasons, items, digest)
    values (${tx.workspaceId}, ${row.review}, ${row.system}, ${row.period}, ${row.reviewer}, ${row.deputy},
      ${row.factsPosition}, ${row.readAt}, ${row.source}, ${row.isWhole}, ${row.reasons}, ${row.items},
      ${row.digest})`.execute(tx.db);
}

/** Systems of a review with how far each is, by name. Bounded by the systems there are. */
export async function listSystemsOf(tx: Tx, review: string): Promise<readonly CountedSystem[]> {
  const { rows } = await sql<CountedSystem>`
    select ${columns}, counted.decided, counted.removals, counted."ownDecisions", counted.reviewers
    from access_review_system s cross join lateral (
      select count(decision) as decided, count(*) filter (where decision = 'remove') as removals,
        count(*) filter (where decided_by = holder or decided_by = person) as "ownDecisions",
        coalesce(array_agg(distinct i.reviewer) filter (where i.reviewer is not null), '{}') as reviewers
      from access_review_item i
      where i.workspace_id = s.workspace_id and i.review_id = s.review_id and i.system = s.system) counted
    where s.workspace_id = ${tx.workspaceId} and s.review_id = ${review}
    order by s.system limit 10000`.execute(tx.db);
  return rows;
}

export type ReviewOfSystem = CountedSystem & {
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly dueAt: string;
};

/** The reviews that count of every system and period, by system and period. Bounded by how often systems are reviewed. */
export async function listCountedSystems(tx: Tx): Promise<readonly ReviewOfSystem[]> {
  const { rows } = await sql<ReviewOfSystem>`
    select ${columns}, r.opened_at as "openedAt", r.closed_at as "closedAt", r.due_at as "dueAt", counted.decided,
      counted.removals, counted."ownDecisions", counted.reviewers
    from access_review_system s
    join access_review r on r.workspace_id = s.workspace_id and r.review_id = s.review_id
    cross join lateral (
      select count(decision) as decided, count(*) filter (where decision = 'remove') as removals,
        count(*) filter (where decided_by = holder or decided_by = person) as "ownDecisions",
        coalesce(array_agg(distinct i.reviewer) filter (where i.reviewer is not null), '{}') as reviewers
      from access_review_item i
      where i.workspace_id = s.workspace_id and i.review_id = s.review_id and i.system = s.system) counted
    where s.workspace_id = ${tx.workspaceId} and s.is_counted
    order by s.system, s.period limit 100000`.execute(tx.db);
  return rows;
}

/** The last closed review of a system before this one, newest first. */
export async function closedReviewsOf(
  tx: Tx,
  system: string,
  limit: number,
): Promise<readonly { readonly review: string; readonly closedAt: string; readonly removals: number }[]> {
  const { rows } = await sql<{ review: string; closedAt: string; removals: number }>`
    select s.review_id as review, r.closed_at as "closedAt", (
      select count(*) from access_review_item i
      where i.workspace_id = s.workspace_id and i.review_id = s.review_id and i.system = s.system
        and i.decision = 'remove') as removals
    from access_review_system s
    join access_review r on r.workspace_id = s.workspace_id and r.review_id = s.review_id
    where s.workspace_id = ${tx.workspaceId} and s.system = ${system} and r.state = 'closed'
    order by r.closed_at desc limit ${limit}`.execute(tx.db);
  return rows;
}
