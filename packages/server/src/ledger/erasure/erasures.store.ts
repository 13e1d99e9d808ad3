import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** GDPR art. 17(1)(a) to (f), and other reasons to let go of data. */
export const legalBases = [
  'gdpr-art-17-1-a',
  'gdpr-art-17-1-b',
  'gdpr-art-17-1-c',
  'gdpr-art-17-1-d',
  'gdpr-art-17-1-e',
  'gdpr-art-17-1-f',
  'contract',
  'retention-end',
  'other-law',
] as const;

export type LegalBasis = (typeof legalBases)[number];

export type StoredErasure = {
  readonly id: string;
  readonly subject: string | null;
  readonly positions: readonly number[];
  readonly legalBasis: LegalBasis;
  /** Masked before it was stored. */
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly state: 'requested' | 'approved' | 'declined';
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly erasedPayloads: number;
  readonly entries: readonly number[];
  /** When the files around the database were cleared too; null until then. */
  readonly clearedAt: string | null;
};

const columns = sql`erasure_id as id, subject_id as subject, positions::text[] as positions, legal_basis as "legalBasis",
  reason, requested_by as "requestedBy", requested_at as "requestedAt", state, decided_by as "decidedBy",
  decided_at as "decidedAt", erased_payloads as "erasedPayloads", entries::text[] as entries, cleared_at as "clearedAt"`;

type Row = Omit<StoredErasure, 'positions' | 'entries'> & {
  readonly positions: readonly string[];
  readonly entries: readonly string[];
};

export type NewErasure = Pick<
  StoredErasure,
  'id' | 'subject' | 'positions' | 'legalBasis' | 'reason' | 'requestedBy' | 'requestedAt'
>;

export async function insertErasure(tx: Tx, made: NewErasure, position: number): Promise<void> {
  await sql`
    insert into erasure (workspace_id, erasure_id, subject_id, positions, legal_basis, reason, requested_by,
      requested_at, request_position, state, entries)
    values (${tx.workspaceId}, ${made.id}, ${made.subject}, ${made.positions}::bigint[], ${made.legalBasis},
      ${made.reason}, ${made.requestedBy}, ${made.requestedAt}, ${position}, 'requested', ${[position]}::bigint[])`.execute(
    tx.db,
  );
}

export async function findErasure(tx: Tx, id: string): Promise<StoredErasure | null> {
  return readOne(tx, id, sql``);
}

/** Holds the request until the transaction ends: it is decided once. */
export async function lockErasure(tx: Tx, id: string): Promise<StoredErasure | null> {
  return readOne(tx, id, sql`for update`);
}

/**
 * One erasure of a workspace at a time, until the transaction ends: another one would seal what this one erases again, under
 * a key that stays.
 */
export async function lockErasures(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${tx.workspaceId}::text, 7402))`.execute(tx.db);
}

async function readOne(tx: Tx, id: string, lock: ReturnType<typeof sql>): Promise<StoredErasure | null> {
  const { rows } = await sql<Row>`
    select ${columns} from erasure where workspace_id = ${tx.workspaceId} and erasure_id = ${id} ${lock}`.execute(
    tx.db,
  );
  return rows[0] === undefined ? null : erasureOf(rows[0]);
}

/** Newest first; `before` is an erasure id. */
export async function listErasures(
  tx: Tx,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly StoredErasure[]> {
  const earlier = page.before === null ? sql`` : sql`and erasure_id < ${page.before}`;
  const { rows } = await sql<Row>`
    select ${columns} from erasure where workspace_id = ${tx.workspaceId} ${earlier}
    order by erasure_id desc limit ${page.limit}`.execute(tx.db);
  return rows.map(erasureOf);
}

export type ErasureDecision = {
  readonly state: 'approved' | 'declined';
  readonly by: string;
  readonly at: string;
  readonly erasedPayloads: number;
  /** The entries that say so. */
  readonly entries: readonly number[];
};

export async function decideErasure(tx: Tx, id: string, decision: ErasureDecision): Promise<void> {
  const { state, by, at, erasedPayloads, entries } = decision;
  await sql`
    update erasure set state = ${state}, decided_by = ${by}, decided_at = ${at},
      erased_payloads = ${erasedPayloads}, entries = entries || ${entries}::bigint[]
    where workspace_id = ${tx.workspaceId} and erasure_id = ${id}`.execute(tx.db);
}

/** Approved erasures whose remains outside the tables were not cleared yet. */
export async function listUncleared(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select erasure_id as id from erasure
    where workspace_id = ${tx.workspaceId} and state = 'approved' and cleared_at is null
    order by erasure_id`.execute(tx.db);
  return rows.map((row) => row.id);
}

export async function markCleared(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  await sql`
    update erasure set cleared_at = ${now}
    where workspace_id = ${tx.workspaceId} and erasure_id = any(${ids}::text[])`.execute(tx.db);
}

/** bigint arrays come as text; positions are safe integers. */
function erasureOf({ positions, entries, ...row }: Row): StoredErasure {
  return { ...row, positions: positions.map(Number), entries: entries.map(Number) };
}
