import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';
import type { PopulationReport, PullError } from './population-report.ts';

export type PullState = 'running' | 'completed' | 'failed' | 'abandoned' | 'cancelled';

export type PullProgress = { readonly done: number; readonly total: number | null; readonly unit: string };

export type StoredPull = {
  readonly id: string;
  readonly connection: string;
  readonly state: PullState;
  /** `reading`, `writing`, `closing`, then `ended`. */
  readonly phase: string;
  readonly progress: PullProgress;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly position: number | null;
  readonly populations: readonly PopulationReport[];
  readonly error: PullError | null;
};

const columns = sql`pull_id as id, connection_id as connection, state, phase, progress, started_at as "startedAt",
  finished_at as "finishedAt", position, populations, error`;

/** False when the workspace already has a running pull; the one of Daybook itself runs beside that of a source. */
export async function insertPull(
  tx: Tx,
  pull: { id: string; connection: string; now: string; startedAt?: string; isOwn?: boolean },
): Promise<boolean> {
  await lockPulls(tx);
  const progress = JSON.stringify({ done: 0, total: null, unit: 'records' });
  const result = await sql`
    insert into pull (workspace_id, pull_id, connection_id, state, phase, progress, started_at, heartbeat_at, is_own)
    values (${tx.workspaceId}, ${pull.id}, ${pull.connection}, 'running', 'reading', ${progress},
      ${pull.startedAt ?? pull.now}, ${pull.now},
      ${pull.isOwn ?? false})
    on conflict do nothing`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

/** Pulls begin one after another with erasures: which of the two comes first is settled until the transaction ends. */
export async function lockPulls(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${tx.workspaceId}::text, 7405))`.execute(tx.db);
}

/** Of Daybook itself none counts: it stages no names. */
export async function hasRunningPull(tx: Tx): Promise<boolean> {
  const { rows } = await sql`
    select from pull where workspace_id = ${tx.workspaceId} and state = 'running' and not is_own limit 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export async function reportProgress(
  tx: Tx,
  id: string,
  step: { phase: string; progress: PullProgress; now: string },
): Promise<void> {
  await sql`
    update pull set phase = ${step.phase}, progress = ${JSON.stringify(step.progress)}, heartbeat_at = ${step.now}
    where workspace_id = ${tx.workspaceId} and pull_id = ${id} and state = 'running'`.execute(tx.db);
}

/** False while another pull of this workspace writes; else this one writes until it ends. */
export async function startWriting(tx: Tx, id: string, now: string): Promise<boolean> {
  await lockPulls(tx);
  const result = await sql`
    update pull set is_writing = true, heartbeat_at = ${now}
    where workspace_id = ${tx.workspaceId} and pull_id = ${id} and state = 'running' and not exists (
      select from pull other where other.workspace_id = pull.workspace_id and other.state = 'running' and other.is_writing
        and other.pull_id <> pull.pull_id)`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

export async function isRunning(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from pull where workspace_id = ${tx.workspaceId} and pull_id = ${id} and state = 'running'`.execute(
    tx.db,
  );
  return rows.length > 0;
}

/** Remembers where the pull's own entries begin; only the first call counts. */
export async function markFirstPosition(tx: Tx, id: string, position: number): Promise<void> {
  await sql`
    update pull set first_position = ${position}
    where workspace_id = ${tx.workspaceId} and pull_id = ${id} and first_position is null`.execute(tx.db);
}

export async function readFirstPosition(tx: Tx, id: string): Promise<number | null> {
  const { rows } = await sql<{ position: number | null }>`
    select first_position as position from pull
    where workspace_id = ${tx.workspaceId} and pull_id = ${id}`.execute(tx.db);
  return rows[0]?.position ?? null;
}

export type PullEnding = {
  readonly state: Exclude<PullState, 'running'>;
  /** Its closing entry; null when none could be written. */
  readonly position: number | null;
  readonly populations: readonly PopulationReport[];
  readonly error: PullError | null;
  readonly now: string;
};

/** Ends a running pull; false when it had already ended, and then nothing may be written for it. */
export async function endPull(tx: Tx, id: string, ending: PullEnding): Promise<boolean> {
  const result = await sql`
    update pull set state = ${ending.state}, phase = 'ended', position = ${ending.position},
      populations = ${JSON.stringify(ending.populations)}, finished_at = ${ending.now},
      error = ${ending.error === null ? null : JSON.stringify(ending.error)}
    where workspace_id = ${tx.workspaceId} and pull_id = ${id} and state = 'running'`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

export async function findPull(tx: Tx, id: string): Promise<StoredPull | null> {
  const { rows } = await sql<StoredPull>`
    select ${columns} from pull where workspace_id = ${tx.workspaceId} and pull_id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}

/** Newest first; `before` is a pull id. */
export async function listPulls(
  tx: Tx,
  query: {
    readonly connection: string | null;
    readonly before: string | null;
    readonly limit: number;
    /** Only pulls of these connections; null is all of them. */
    readonly seen: readonly string[] | null;
  },
): Promise<readonly StoredPull[]> {
  const ofConnection = query.connection === null ? sql`` : sql`and connection_id = ${query.connection}`;
  const earlier = query.before === null ? sql`` : sql`and pull_id < ${query.before}`;
  const ofSeen = query.seen === null ? sql`` : sql`and connection_id = any(${query.seen}::text[])`;
  const { rows } = await sql<StoredPull>`
    select ${columns} from pull where workspace_id = ${tx.workspaceId} ${ofConnection} ${ofSeen} ${earlier}
    order by pull_id desc limit ${query.limit}`.execute(tx.db);
  return rows;
}

/** The newest pull of each of these connections. */
export async function newestPulls(tx: Tx): Promise<readonly StoredPull[]> {
  const { rows } = await sql<StoredPull>`
    select distinct on (connection_id) ${columns} from pull where workspace_id = ${tx.workspaceId}
    order by connection_id, pull_id desc limit 1000`.execute(tx.db);
  return rows;
}

/** Running pulls whose process gave no sign since `before`. */
export async function listSilentPulls(tx: Tx, before: string): Promise<readonly StoredPull[]> {
  const { rows } = await sql<StoredPull>`
    select ${columns} from pull
    where workspace_id = ${tx.workspaceId} and state = 'running' and heartbeat_at < ${before} limit 100`.execute(
    tx.db,
  );
  return rows;
}

/** When the last complete list of this population ended, or null: the moment its items were last seen. */
export async function lastCompleteAt(
  tx: Tx,
  connection: string,
  population: { readonly kind: string; readonly scope: string },
): Promise<string | null> {
  const pattern = JSON.stringify([{ kind: population.kind, scope: population.scope, complete: true }]);
  const { rows } = await sql<{ finishedAt: string }>`
    select finished_at as "finishedAt" from pull
    where workspace_id = ${tx.workspaceId} and connection_id = ${connection} and state = 'completed'
      and populations @> ${pattern}::jsonb
    order by pull_id desc limit 1`.execute(tx.db);
  return rows[0]?.finishedAt ?? null;
}

/** Whether a pull of this connection that began at or after the instant came to its end. */
export async function hasCompletedSince(tx: Tx, connection: string, since: string): Promise<boolean> {
  const { rows } = await sql`
    select from pull where workspace_id = ${tx.workspaceId} and connection_id = ${connection}
      and state = 'completed' and started_at >= ${since} limit 1`.execute(tx.db);
  return rows.length > 0;
}
