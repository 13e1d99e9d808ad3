import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type ExportState = 'ready' | 'waiting' | 'declined' | 'expired' | 'withdrawn';

export type StoredExport = {
  readonly id: string;
  /** The list, by the name its route gives it. */
  readonly what: string;
  readonly format: 'csv' | 'jsonl';
  readonly query: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Names were asked for; what the role does not show is masked all the same. */
  readonly withNames: boolean;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly state: ExportState;
  readonly rows: number;
  /** SHA-256, hex, of everything after the first line. */
  readonly digest: string;
  readonly bytes: number;
  /** Holds values about people as they are. */
  readonly hasNames: boolean;
  /** What the asker could see when it was made, as a digest. */
  readonly rights: string;
  readonly until: string;
  readonly downloads: number;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly position: number;
};

const columns = sql`export_id as id, what, format, query, reason, with_names as "withNames",
  requested_by as "requestedBy", requested_at as "requestedAt", state, row_count as rows, digest, bytes,
  has_names as "hasNames", rights, until, downloads, decided_by as "decidedBy", decided_at as "decidedAt", position`;

export async function insertExport(tx: Tx, one: StoredExport): Promise<void> {
  await sql`
    insert into data_export (workspace_id, export_id, what, format, query, reason, with_names, requested_by,
      requested_at, state, row_count, digest, bytes, has_names, rights, until, position)
    values (${tx.workspaceId}, ${one.id}, ${one.what}, ${one.format}, ${JSON.stringify(one.query)}::jsonb,
      ${one.reason}, ${one.withNames}, ${one.requestedBy}, ${one.requestedAt}, ${one.state}, ${one.rows},
      ${one.digest}, ${one.bytes}, ${one.hasNames}, ${one.rights}, ${one.until}, ${one.position})`.execute(
    tx.db,
  );
}

export async function findExport(tx: Tx, id: string): Promise<StoredExport | null> {
  const { rows } = await sql<StoredExport>`
    select ${columns} from data_export where workspace_id = ${tx.workspaceId} and export_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function lockExport(tx: Tx, id: string): Promise<StoredExport | null> {
  const { rows } = await sql<StoredExport>`
    select ${columns} from data_export
    where workspace_id = ${tx.workspaceId} and export_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** What it became. The words that were searched for go with the file. */
export async function updateExport(tx: Tx, one: StoredExport): Promise<void> {
  const isOpen = one.state === 'ready' || one.state === 'waiting';
  const query = isOpen ? sql`query` : sql`query - 'search'`;
  await sql`
    update data_export set state = ${one.state}, until = ${one.until}, downloads = ${one.downloads},
      decided_by = ${one.decidedBy}, decided_at = ${one.decidedAt}, position = ${one.position}, query = ${query}
    where workspace_id = ${tx.workspaceId} and export_id = ${one.id}`.execute(tx.db);
}

/** Newest first; `before` is an export's id. */
export async function listExports(
  tx: Tx,
  page: { readonly requestedBy: string | null; readonly before: string | null; readonly limit: number },
): Promise<readonly StoredExport[]> {
  const own = page.requestedBy === null ? sql`` : sql`and requested_by = ${page.requestedBy}`;
  const earlier = page.before === null ? sql`` : sql`and export_id < ${page.before}`;
  const { rows } = await sql<StoredExport>`
    select ${columns} from data_export where workspace_id = ${tx.workspaceId} ${own} ${earlier}
    order by export_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** Open exports whose time is over by `now`; with null all open ones. */
export async function listRunOutExports(tx: Tx, now: string | null): Promise<readonly string[]> {
  const over = now === null ? sql`` : sql`and until <= ${now}`;
  const { rows } = await sql<{ id: string }>`
    select export_id as id from data_export
    where workspace_id = ${tx.workspaceId} and state in ('ready', 'waiting') ${over}
    order by export_id limit 1000`.execute(tx.db);
  return rows.map(({ id }) => id);
}

export const rowsAloneDefault = 500;

/** From how many rows on an export needs a second person. */
export async function readRowsAlone(tx: Tx): Promise<number> {
  const { rows } = await sql<{ rowsAlone: number }>`
    select rows_alone as "rowsAlone" from export_limit where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.rowsAlone ?? rowsAloneDefault;
}

export async function writeRowsAlone(tx: Tx, rowsAlone: number, position: number): Promise<void> {
  await sql`
    insert into export_limit (workspace_id, rows_alone, position) values (${tx.workspaceId}, ${rowsAlone}, ${position})
    on conflict (workspace_id) do update set rows_alone = excluded.rows_alone, position = excluded.position`.execute(
    tx.db,
  );
}
