import type { DangerousRight } from '@daybook/kit';
import { sql } from 'kysely';
import type { ErasureTarget, Tx } from '../../platform/index.ts';
import type { BeforeItem, ReviewItem } from './review-item.ts';

export type Decision = 'keep' | 'change' | 'remove';

export type StoredItem = ReviewItem & {
  readonly item: number;
  readonly reviewer: string | null;
  readonly decision: Decision | null;
  /** Masked before it was stored. */
  readonly reason: string | null;
  /** The grants to take away, where it is changed. */
  readonly removed: readonly string[];
  /** Where it is changed: the dangerous rights that may stay on what is not taken away; null where nothing was said of them. */
  readonly kept: readonly DangerousRight[] | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly isGroup: boolean;
  readonly seconds: number | null;
  readonly handedOn: readonly string[];
  /** The entry that holds its newest decision; null before there is one. */
  readonly position: number | null;
};

const columns = sql`item, system, holder, principal_kind as "principalKind", principal, person, roles, rights, grants,
  account, last_seen_at as "lastSeenAt", first_seen_at as "firstSeenAt", changes, risks, risk, peers,
  in_detail as "inDetail", reviewer, decision, reason, removed, kept, decided_by as "decidedBy", decided_at as "decidedAt",
  is_group as "isGroup", seconds, handed_on as "handedOn", position, excluded`;

const chunk = 1_000;

export async function insertItems(
  tx: Tx,
  review: string,
  items: readonly (ReviewItem & { readonly item: number; readonly reviewer: string | null })[],
): Promise<void> {
  for (let from = 0; from < items.length; from += chunk) {
    const rows = JSON.stringify(items.slice(from, from + chunk));
    await sql`
      insert into access_review_item (workspace_id, review_id, item, system, holder, principal_kind, principal, person,
        roles, rights, grants, account, last_seen_at, first_seen_at, changes, risks, risk, peers, in_detail, excluded,
        reviewer)
      select ${tx.workspaceId}, ${review}, item, system, holder, "principalKind", principal, person, roles, rights,
        grants, account, "lastSeenAt", "firstSeenAt", changes, risks, risk, peers, "inDetail", excluded, reviewer
      from jsonb_to_recordset(${rows}::jsonb) as made (item integer, system text, holder text, "principalKind" text,
        principal text, person text, roles text[], rights jsonb, grants jsonb, account jsonb, "lastSeenAt" text,
        "firstSeenAt" timestamptz, changes text[], risks text[], risk integer, peers integer, "inDetail" boolean,
        excluded text[], reviewer text)`.execute(tx.db);
  }
}

export type ItemsPage = {
  readonly review: string;
  /** Only what this person decides; null lists all of it. */
  readonly reviewer: string | null;
  readonly system: string | null;
  readonly only: 'open' | 'removed' | 'unassigned' | null;
  readonly after: number;
  readonly limit: number;
};

/** In the order in which they are to be looked at. */
export async function listItems(tx: Tx, page: ItemsPage): Promise<readonly StoredItem[]> {
  const mine = page.reviewer === null ? sql`` : sql`and reviewer = ${page.reviewer}`;
  const ofSystem = page.system === null ? sql`` : sql`and system = ${page.system}`;
  const { rows } = await sql<StoredItem>`
    select ${columns} from access_review_item
    where workspace_id = ${tx.workspaceId} and review_id = ${page.review} and item > ${page.after} ${mine} ${ofSystem}
      ${onlyThese(page.only)}
    order by item limit ${page.limit}`.execute(tx.db);
  return rows;
}

function onlyThese(only: ItemsPage['only']) {
  if (only === 'open') return sql`and decision is null`;
  if (only === 'removed') return sql`and decision in ('remove', 'change')`;
  return only === 'unassigned' ? sql`and reviewer is null` : sql``;
}

export async function readItemsBy(
  tx: Tx,
  review: string,
  items: readonly number[],
): Promise<readonly StoredItem[]> {
  const { rows } = await sql<StoredItem>`
    select ${columns} from access_review_item
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and item = any(${items}::int[])
    order by item for update`.execute(tx.db);
  return rows;
}

export type SavedDecision = Pick<
  StoredItem,
  | 'item'
  | 'reviewer'
  | 'decision'
  | 'reason'
  | 'removed'
  | 'kept'
  | 'decidedBy'
  | 'decidedAt'
  | 'seconds'
  | 'handedOn'
>;

/** Decisions one by one, undone ones and what was handed on among them. */
export async function saveDecisions(
  tx: Tx,
  review: string,
  decisions: readonly SavedDecision[],
  position: number,
): Promise<void> {
  await sql`
    update access_review_item i set reviewer = made.reviewer, decision = made.decision, reason = made.reason,
      removed = made.removed, kept = made.kept, decided_by = made."decidedBy", decided_at = made."decidedAt", is_group = false,
      seconds = made.seconds, handed_on = made."handedOn", position = ${position}
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) as made (item integer, reviewer text, decision text,
      reason text, removed text[], kept text[], "decidedBy" text, "decidedAt" timestamptz, seconds double precision,
      "handedOn" text[])
    where i.workspace_id = ${tx.workspaceId} and i.review_id = ${review} and i.item = made.item`.execute(
    tx.db,
  );
}

/** What nobody has to look at alone and is not decided yet, of one reviewer; locked. */
export async function restOf(
  tx: Tx,
  review: string,
  reviewer: string,
): Promise<readonly Pick<StoredItem, 'item' | 'excluded'>[]> {
  const { rows } = await sql<Pick<StoredItem, 'item' | 'excluded'>>`
    select item, excluded from access_review_item
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and reviewer = ${reviewer}
      and decision is null and not in_detail
    order by item for update`.execute(tx.db);
  return rows;
}

export async function saveTogether(
  tx: Tx,
  review: string,
  {
    items,
    by,
    at,
    position,
  }: {
    readonly items: readonly number[];
    readonly by: string;
    readonly at: string;
    readonly position: number;
  },
): Promise<void> {
  await sql`
    update access_review_item set decision = 'keep', reason = null, removed = '{}', kept = null, decided_by = ${by},
      decided_at = ${at}, is_group = true, seconds = null, position = ${position}
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and item = any(${items}::int[])`.execute(
    tx.db,
  );
}

const itemsMax = 200_000;

/** Everything a review holds; throws past 200,000. */
export async function allItems(tx: Tx, review: string): Promise<readonly StoredItem[]> {
  const { rows } = await sql<StoredItem>`
    select ${columns} from access_review_item
    where workspace_id = ${tx.workspaceId} and review_id = ${review}
    order by item limit ${itemsMax + 1}`.execute(tx.db);
  if (rows.length > itemsMax) throw new Error('a review has too many items');
  return rows;
}

/** What the last closed review said of each account of a system, by holder. */
export async function itemsBefore(
  tx: Tx,
  review: string,
  system: string,
): Promise<ReadonlyMap<string, BeforeItem>> {
  const { rows } = await sql<BeforeItem & { holder: string }>`
    select holder, roles, rights, principal, decision from access_review_item
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and system = ${system}
    order by item limit ${itemsMax}`.execute(tx.db);
  return new Map(rows.map(({ holder, ...before }) => [holder, before]));
}

export async function moveItems(
  tx: Tx,
  review: string,
  { items, reviewer }: { readonly items: readonly number[]; readonly reviewer: string },
): Promise<void> {
  await sql`
    update access_review_item set reviewer = ${reviewer}
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and item = any(${items}::int[])
      and decision is null and ${reviewer} <> all (excluded)`.execute(tx.db);
}

/** Words people typed about or as somebody who was erased, and those of entries that were. */
export async function forgetReasons(
  tx: Tx,
  { subject, positions }: Pick<ErasureTarget, 'subject' | 'positions'>,
): Promise<void> {
  await sql`
    update access_review_item set reason = null
    where workspace_id = ${tx.workspaceId} and reason is not null
      and (holder = ${subject} or person = ${subject} or decided_by = ${subject}
        or position = any(${positions}::bigint[]))`.execute(tx.db);
}

/** How many of a reviewer's items have to be looked at alone and are not decided. */
export async function countAlone(tx: Tx, review: string, reviewer: string): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    select count(*) as items from access_review_item
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and reviewer = ${reviewer}
      and decision is null and in_detail`.execute(tx.db);
  return rows[0]?.items ?? 0;
}

/** What one reviewer, or nobody where null, has not decided; locked. */
export async function undecidedOf(
  tx: Tx,
  review: string,
  reviewer: string | null,
): Promise<readonly Pick<StoredItem, 'item' | 'excluded'>[]> {
  const { rows } = await sql<Pick<StoredItem, 'item' | 'excluded'>>`
    select item, excluded from access_review_item
    where workspace_id = ${tx.workspaceId} and review_id = ${review} and decision is null
      and reviewer is not distinct from ${reviewer}
    order by item for update`.execute(tx.db);
  return rows;
}
