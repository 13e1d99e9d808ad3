import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export const revealFields = ['name', 'email', 'phone', 'login', 'handle', 'text'] as const;

export type RevealField = (typeof revealFields)[number];

export type StoredReveal = {
  readonly id: string;
  /** Who sees the value, `sub_…`. */
  readonly reader: string;
  /** Whose value; null where it is the free text of an entry. */
  readonly subject: string | null;
  readonly entryPosition: number | null;
  readonly field: RevealField;
  readonly reason: string;
  readonly state: 'shown' | 'waiting' | 'declined';
  readonly requestedAt: string;
  readonly shownAt: string | null;
  readonly until: string | null;
  readonly hiddenAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly position: number;
};

const columns = sql`reveal_id as id, reader, subject, entry_position as "entryPosition", field, reason, state,
  requested_at as "requestedAt", shown_at as "shownAt", until, hidden_at as "hiddenAt", decided_by as "decidedBy",
  decided_at as "decidedAt", position`;

/** One person's reveals are counted and made one at a time, until the transaction ends. */
export async function lockReveals(tx: Tx, reader: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.workspaceId} reveals ${reader}`}, 0))`.execute(
    tx.db,
  );
}

/** How many values were shown to somebody since an instant without a second person. */
export async function countShownAlone(tx: Tx, reader: string, since: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from value_reveal
    where workspace_id = ${tx.workspaceId} and reader = ${reader} and requested_at > ${since}
      and state = 'shown' and decided_by is null`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

export async function insertReveal(tx: Tx, one: StoredReveal): Promise<void> {
  await sql`
    insert into value_reveal (workspace_id, reveal_id, reader, subject, entry_position, field, reason, state, requested_at,
      shown_at, until, position)
    values (${tx.workspaceId}, ${one.id}, ${one.reader}, ${one.subject}, ${one.entryPosition}, ${one.field},
      ${one.reason}, ${one.state}, ${one.requestedAt}, ${one.shownAt}, ${one.until}, ${one.position})`.execute(
    tx.db,
  );
}

export async function lockReveal(tx: Tx, id: string): Promise<StoredReveal | null> {
  const { rows } = await sql<StoredReveal>`
    select ${columns} from value_reveal
    where workspace_id = ${tx.workspaceId} and reveal_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function updateReveal(tx: Tx, one: StoredReveal): Promise<void> {
  await sql`
    update value_reveal set state = ${one.state}, shown_at = ${one.shownAt}, until = ${one.until},
      hidden_at = ${one.hiddenAt}, decided_by = ${one.decidedBy}, decided_at = ${one.decidedAt}, position = ${one.position}
    where workspace_id = ${tx.workspaceId} and reveal_id = ${one.id}`.execute(tx.db);
}

/** What is open to somebody now, newest first. Bounded by what one person may see in a quarter of an hour. */
export async function listOpenReveals(tx: Tx, reader: string, now: string): Promise<readonly StoredReveal[]> {
  const { rows } = await sql<StoredReveal>`
    select ${columns} from value_reveal
    where workspace_id = ${tx.workspaceId} and reader = ${reader} and state = 'shown' and until > ${now}
      and hidden_at is null
    order by reveal_id desc limit 200`.execute(tx.db);
  return rows;
}

/** Newest first; `before` is a reveal's id. */
export async function listReveals(
  tx: Tx,
  page: { readonly reader: string | null; readonly before: string | null; readonly limit: number },
): Promise<readonly StoredReveal[]> {
  const own = page.reader === null ? sql`` : sql`and reader = ${page.reader}`;
  const earlier = page.before === null ? sql`` : sql`and reveal_id < ${page.before}`;
  const { rows } = await sql<StoredReveal>`
    select ${columns} from value_reveal where workspace_id = ${tx.workspaceId} ${own} ${earlier}
    order by reveal_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}
