import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** Another history of a log than the one in this database, and who knows it. */
export type Fork = {
  /** `this machine` (its guard file), `this database` (an earlier checkpoint of it), or a witness by name. */
  readonly knownBy: string;
  /** This log's, or that of a later log this database does not have at all. */
  readonly knownOrigin: string;
  readonly knownSize: number;
  /** Null where only the size was told. */
  readonly knownRoot: Buffer | null;
  readonly knownAt: string | null;
  /** The first position after everything known there. */
  readonly knownEnd: number;
  readonly foundSize: number;
  readonly foundRoot: Buffer;
  readonly foundAt: string;
};

type ForkReport = {
  readonly successorId: string;
  readonly report: string;
  readonly closedAt: string;
};

/** The one that knows most first. Bounded by those who can know: the guard, the database, the witnesses. */
export async function listForks(tx: Tx, logId: string): Promise<readonly Fork[]> {
  const { rows } = await sql<Fork>`
    select known_by as "knownBy", known_origin as "knownOrigin", known_size as "knownSize", known_root as "knownRoot",
      known_at as "knownAt", known_end as "knownEnd", found_size as "foundSize", found_root as "foundRoot",
      found_at as "foundAt"
    from ledger_fork where workspace_id = ${tx.workspaceId} and log_id = ${logId}
    order by known_end desc, known_by limit 1000`.execute(tx.db);
  return rows;
}

/** What each origin was known to have when its fork was reported; a guard that says no more than this says nothing new. */
export async function reportedSizes(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ origin: string; size: number }>`
    select f.known_origin as origin, max(f.known_size) as size
    from ledger_fork f join ledger_fork_report r on r.log_id = f.log_id
    where f.workspace_id = ${tx.workspaceId} group by f.known_origin limit 10000`.execute(tx.db);
  return new Map(rows.map((row) => [row.origin, row.size]));
}

/** Safe to repeat: what someone is known to know is written down once. */
export async function insertFork(tx: Tx, logId: string, fork: Fork): Promise<void> {
  await sql`
    insert into ledger_fork (workspace_id, log_id, known_by, known_origin, known_size, known_root, known_at, known_end,
      found_size, found_root, found_at)
    values (${tx.workspaceId}, ${logId}, ${fork.knownBy}, ${fork.knownOrigin}, ${fork.knownSize}, ${fork.knownRoot},
      ${fork.knownAt}, ${fork.knownEnd}, ${fork.foundSize}, ${fork.foundRoot}, ${fork.foundAt})
    on conflict do nothing`.execute(tx.db);
}

export async function insertForkReport(
  tx: Tx,
  logId: string,
  report: ForkReport & { readonly closedBy: string },
): Promise<void> {
  await sql`
    insert into ledger_fork_report (workspace_id, log_id, successor_id, report, closed_by, closed_at)
    values (${tx.workspaceId}, ${logId}, ${report.successorId}, ${report.report}, ${report.closedBy},
      ${report.closedAt})`.execute(tx.db);
}
