import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { KnownSystem } from '../reviews/known-systems.ts';
import { expectedReviews } from '../reviews/review-listing.ts';
import { type Duty, duty } from './duty.ts';

const reviewsMax = 50;
const itemsMax = 1_000;

/** What is left to decide for whoever asks, review by review, what is due first before the rest. */
export async function reviewsOf(tx: Tx, reviewer: string, now: string): Promise<readonly Duty[]> {
  const { rows } = await sql<{ id: string; dueAt: string; items: number; reasons: string[] | null }>`
    select r.review_id as id, r.due_at as "dueAt", mine.items, s.reasons from access_review r
    cross join lateral (
      select count(*) as items from (
        select from access_review_item i
        where i.workspace_id = r.workspace_id and i.review_id = r.review_id and i.reviewer = ${reviewer}
          and i.decision is null limit ${itemsMax + 1}) open) mine
    left join lateral (
      select reasons from access_review_system told
      where told.workspace_id = r.workspace_id and told.review_id = r.review_id and not told.is_whole
      order by told.system limit 1) s on true
    where r.workspace_id = ${tx.workspaceId} and r.state = 'open' and mine.items > 0
    order by r.due_at, r.review_id limit ${reviewsMax}`.execute(tx.db);
  return rows.map(({ id, dueAt, items, reasons }) =>
    duty({
      kind: 'review-mine',
      urgency: dueAt < now ? 'late' : 'due',
      count: Math.min(items, itemsMax),
      isAtLeast: items > itemsMax,
      late: dueAt < now ? Math.min(items, itemsMax) : 0,
      ...{ dueAt, id },
      gaps: reasons ?? [],
    }),
  );
}

type Now = { readonly now: string; readonly zone: string };

/** Systems whose review of a period nobody opened, or nobody closed in time. Bounded by what was registered by hand. */
export async function reviewsToHold(tx: Tx, { now, zone }: Now): Promise<readonly Duty[]> {
  const systems = await plannedSystems(tx);
  const expected = expectedReviews(systems, now, zone);
  const held = await heldPeriods(tx);
  const names = new Map(systems.map(({ system, name }) => [system, name]));
  const waiting = expected.filter(({ system, name, dueAt }) => {
    const isClosed = held.get(`${system}\n${name}`);
    return isClosed === undefined || (!isClosed && dueAt < now);
  });
  const first = waiting.toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))[0];
  if (first === undefined) return [];
  const late = waiting.filter(({ dueAt }) => dueAt < now).length;
  const told = [...new Set(waiting.map(({ system }) => names.get(system) ?? system))];
  return [
    duty({
      kind: 'reviews-due',
      urgency: late > 0 ? 'late' : 'due',
      ...{ count: waiting.length, late, dueAt: first.dueAt, names: told },
    }),
  ];
}

async function plannedSystems(tx: Tx): Promise<readonly KnownSystem[]> {
  const { rows } = await sql<KnownSystem>`
    select r.system, r.name, r.owner, r.means, r.review_days as "cadenceDays", c.since
    from registered_system r
    join access_review_cadence c on c.workspace_id = r.workspace_id and c.system = r.system
    where r.workspace_id = ${tx.workspaceId} and r.review_days is not null
    order by r.system limit 10000`.execute(tx.db);
  return rows;
}

async function heldPeriods(tx: Tx): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await sql<{ system: string; period: string; isClosed: boolean }>`
    select s.system, s.period, r.state = 'closed' as "isClosed" from access_review_system s
    join access_review r on r.workspace_id = s.workspace_id and r.review_id = s.review_id
    where s.workspace_id = ${tx.workspaceId} and s.is_counted limit 100000`.execute(tx.db);
  return new Map(rows.map(({ system, period, isClosed }) => [`${system}\n${period}`, isClosed]));
}
