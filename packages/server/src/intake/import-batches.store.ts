import { sql } from 'kysely';
import type { Actor, Tx, WorkspaceId } from '../platform/index.ts';
import type { PullError } from './population-report.ts';
import type { StoredPull } from './pulls.store.ts';

export type ImportBatch = {
  /** `imp_…` */
  readonly id: string;
  readonly connector: string;
  readonly orderedBy: string;
  readonly actorKind: Exclude<Actor['kind'], 'system'>;
  readonly orderedAt: string;
  readonly cancelledAt: string | null;
  readonly endedAt: string | null;
};

export type ImportFileState = 'waiting' | 'reading' | 'read' | 'partly' | 'failed' | 'cancelled';

export type ImportFile = {
  readonly batch: string;
  readonly place: number;
  readonly upload: string;
  /** What people call the file. */
  readonly name: string;
  readonly connection: string | null;
  readonly state: ImportFileState;
  readonly pull: string | null;
  readonly isStopped: boolean;
  readonly attempts: number;
  readonly begunAt: string | null;
  readonly knownAs: string | null;
  readonly error: PullError | null;
};

const batchColumns = sql`batch_id as id, connector, ordered_by as "orderedBy", actor_kind as "actorKind",
  ordered_at as "orderedAt", cancelled_at as "cancelledAt", ended_at as "endedAt"`;
const fileColumns = sql`f.batch_id as batch, f.place, f.upload_id as upload, u.name, f.connection_id as connection,
  f.state, f.pull_id as pull, f.is_stopped as "isStopped", f.attempts, f.begun_at as "begunAt",
  f.known_as as "knownAs", f.error`;

export async function insertBatch(
  tx: Tx,
  batch: ImportBatch,
  files: readonly Pick<ImportFile, 'upload' | 'connection'>[],
): Promise<void> {
  await sql`
    insert into import_batch (workspace_id, batch_id, connector, ordered_by, actor_kind, ordered_at)
    values (${tx.workspaceId}, ${batch.id}, ${batch.connector}, ${batch.orderedBy}, ${batch.actorKind},
      ${batch.orderedAt})`.execute(tx.db);
  await sql`
    insert into import_file (workspace_id, batch_id, place, upload_id, connection_id, state)
    select ${tx.workspaceId}, ${batch.id}, (place - 1)::integer, upload, connection, 'waiting'
    from unnest(${files.map(({ upload }) => upload)}::text[], ${files.map(({ connection }) => connection)}::text[])
      with ordinality as given (upload, connection, place)`.execute(tx.db);
}

export async function findBatch(tx: Tx, id: string): Promise<ImportBatch | null> {
  const { rows } = await sql<ImportBatch>`
    select ${batchColumns} from import_batch
    where workspace_id = ${tx.workspaceId} and batch_id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}

/** Newest first; `before` is the id of a batch. */
export async function listBatches(
  tx: Tx,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<readonly ImportBatch[]> {
  const earlier = before === null ? sql`` : sql`and batch_id < ${before}`;
  const { rows } = await sql<ImportBatch>`
    select ${batchColumns} from import_batch where workspace_id = ${tx.workspaceId} ${earlier}
    order by batch_id desc limit ${limit}`.execute(tx.db);
  return rows;
}

/** The one whose files are read now or next. */
export async function firstOpenBatch(tx: Tx): Promise<ImportBatch | null> {
  const { rows } = await sql<ImportBatch>`
    select ${batchColumns} from import_batch where workspace_id = ${tx.workspaceId} and ended_at is null
    order by batch_id limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** System transactions only: where files wait. Bounded by the workspaces there are. */
export async function workspacesWithBatches(tx: Tx): Promise<readonly WorkspaceId[]> {
  const { rows } = await sql<{ id: WorkspaceId }>`
    select distinct workspace_id as id from import_batch where ended_at is null limit 10000`.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** In the order they were handed over. */
export async function filesOf(tx: Tx, batches: readonly string[]): Promise<readonly ImportFile[]> {
  const { rows } = await sql<ImportFile>`
    select ${fileColumns} from import_file f
    join upload u on u.workspace_id = f.workspace_id and u.upload_id = f.upload_id
    where f.workspace_id = ${tx.workspaceId} and f.batch_id = any(${batches}::text[])
    order by f.batch_id, f.place`.execute(tx.db);
  return rows;
}

export async function pullsOfFiles(tx: Tx, pulls: readonly string[]): Promise<readonly StoredPull[]> {
  const { rows } = await sql<StoredPull>`
    select pull_id as id, connection_id as connection, state, phase, progress, started_at as "startedAt",
      finished_at as "finishedAt", position, populations, error from pull
    where workspace_id = ${tx.workspaceId} and pull_id = any(${pulls}::text[])`.execute(tx.db);
  return rows;
}

export async function saveFile(tx: Tx, file: ImportFile): Promise<void> {
  await sql`
    update import_file set state = ${file.state}, pull_id = ${file.pull}, is_stopped = ${file.isStopped},
      attempts = ${file.attempts}, begun_at = ${file.begunAt}, known_as = ${file.knownAs},
      error = ${file.error === null ? null : JSON.stringify(file.error)}::jsonb
    where workspace_id = ${tx.workspaceId} and batch_id = ${file.batch} and place = ${file.place}`.execute(
    tx.db,
  );
}

export async function endBatch(
  tx: Tx,
  { id, cancelledAt, endedAt }: Pick<ImportBatch, 'id' | 'cancelledAt' | 'endedAt'>,
): Promise<void> {
  await sql`
    update import_batch set cancelled_at = ${cancelledAt}, ended_at = ${endedAt}
    where workspace_id = ${tx.workspaceId} and batch_id = ${id}`.execute(tx.db);
}

/** What nobody began yet is not read any more. */
export async function cancelWaiting(tx: Tx, batch: string): Promise<void> {
  await sql`
    update import_file set state = 'cancelled', is_stopped = true
    where workspace_id = ${tx.workspaceId} and batch_id = ${batch} and state = 'waiting'`.execute(tx.db);
}

/** Somebody stopped the reading of this file, or of none. */
export async function markStopped(tx: Tx, pull: string): Promise<void> {
  await sql`
    update import_file set is_stopped = true
    where workspace_id = ${tx.workspaceId} and pull_id = ${pull}`.execute(tx.db);
}

/** Whoever orders, cancels or goes on with files does so one after another in a workspace. */
export async function lockBatches(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${tx.workspaceId}::text, 7406))`.execute(tx.db);
}
