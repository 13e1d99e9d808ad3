import type { DangerousRight } from '@daybook/kit';
import { sql } from 'kysely';
import type { ErasureTarget, Tx } from '../../platform/index.ts';

export type StoredRequest = {
  readonly id: string;
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly rights: readonly DangerousRight[];
  /** Masked before it was stored. */
  readonly reason: string;
  /** The grant that was there already when it was asked for. */
  readonly aboutGrant: string | null;
  readonly until: string | null;
  readonly state: 'waiting' | 'approved' | 'declined' | 'withdrawn';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly position: number;
  /** The entry that asked for it; `position` is that of the newest about it. */
  readonly madePosition: number;
};

const columns = sql`request_id as id, subject, system, role, rights, reason, about_grant as "aboutGrant",
  until_at as "until", state, requested_by as "requestedBy", requested_at as "requestedAt", decided_by as "decidedBy",
  decided_at as "decidedAt", position,
  made_position as "madePosition"`;

export async function insertRequest(tx: Tx, row: StoredRequest): Promise<void> {
  await sql`
    insert into access_request (workspace_id, request_id, subject, system, role, rights, reason, about_grant, until_at,
      state, requested_by, requested_at, position, made_position)
    values (${tx.workspaceId}, ${row.id}, ${row.subject}, ${row.system}, ${row.role}, ${row.rights}, ${row.reason},
      ${row.aboutGrant}, ${row.until}, ${row.state}, ${row.requestedBy}, ${row.requestedAt},
      ${row.position}, ${row.position})`.execute(tx.db);
}

export async function lockRequest(tx: Tx, id: string): Promise<StoredRequest | null> {
  const { rows } = await sql<StoredRequest>`
    select ${columns} from access_request
    where workspace_id = ${tx.workspaceId} and request_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function decideRequest(tx: Tx, row: StoredRequest): Promise<void> {
  await sql`
    update access_request set state = ${row.state}, decided_by = ${row.decidedBy}, decided_at = ${row.decidedAt},
      position = ${row.position}
    where workspace_id = ${tx.workspaceId} and request_id = ${row.id}`.execute(tx.db);
}

export type RequestPage = {
  readonly state: StoredRequest['state'] | null;
  /** Only what this person asked for or what is about them; null lists all. */
  readonly ofPerson: string | null;
  readonly before: string | null;
  readonly limit: number;
};

/** Newest first. */
export async function listRequests(tx: Tx, page: RequestPage): Promise<readonly StoredRequest[]> {
  const inState = page.state === null ? sql`` : sql`and state = ${page.state}`;
  const own =
    page.ofPerson === null ? sql`` : sql`and (requested_by = ${page.ofPerson} or subject = ${page.ofPerson})`;
  const earlier = page.before === null ? sql`` : sql`and request_id < ${page.before}`;
  const { rows } = await sql<StoredRequest>`
    select ${columns} from access_request where workspace_id = ${tx.workspaceId} ${inState} ${own} ${earlier}
    order by request_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

const requestsMax = 10_000;

/** What was asked for these people and approved; throws past 10,000. */
export async function approvedFor(tx: Tx, subjects: readonly string[]): Promise<readonly StoredRequest[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<StoredRequest>`
    select ${columns} from access_request
    where workspace_id = ${tx.workspaceId} and subject = any(${subjects}::text[]) and state = 'approved'
    order by request_id limit ${requestsMax + 1}`.execute(tx.db);
  if (rows.length > requestsMax) throw new Error('too many requests of a page of people');
  return rows;
}

/** Whether somebody was asked about this grant already, and it waits. */
export async function waitsAbout(tx: Tx, grant: string): Promise<boolean> {
  const { rows } = await sql`
    select from access_request
    where workspace_id = ${tx.workspaceId} and about_grant = ${grant} and state = 'waiting' limit 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}

const daysDefault = 14;

/** Within how many days of its approval an access may appear. */
export async function readRequestDays(tx: Tx): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select days from access_request_setting where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.days ?? daysDefault;
}

export async function writeRequestDays(tx: Tx, days: number, position: number): Promise<void> {
  await sql`
    insert into access_request_setting (workspace_id, days, position) values (${tx.workspaceId}, ${days}, ${position})
    on conflict (workspace_id) do update set days = excluded.days, position = excluded.position`.execute(
    tx.db,
  );
}

/** Words typed about or by somebody who was erased, and those of entries that were. */
export async function forgetRequestWords(
  tx: Tx,
  { subject, positions }: Pick<ErasureTarget, 'subject' | 'positions'>,
): Promise<void> {
  await sql`
    update access_request set reason = 'erased', role = case when made_position = any(${positions}::bigint[])
      then 'erased' else role end
    where workspace_id = ${tx.workspaceId} and (subject = ${subject} or requested_by = ${subject}
      or made_position = any(${positions}::bigint[]) or position = any(${positions}::bigint[]))`.execute(
    tx.db,
  );
}
