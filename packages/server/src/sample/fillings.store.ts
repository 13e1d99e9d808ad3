import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type Filling = {
  readonly seed: number;
  readonly state: 'running' | 'completed' | 'cancelled' | 'failed';
  readonly filesRead: number;
  readonly filesTotal: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
};

export async function insertFilling(
  tx: Tx,
  { seed, filesTotal, now }: { readonly seed: number; readonly filesTotal: number; readonly now: string },
): Promise<void> {
  await sql`
    insert into sample_filling (workspace_id, seed, state, files_total, started_at)
    values (${tx.workspaceId}, ${seed}, 'running', ${filesTotal}, ${now})`.execute(tx.db);
}

export async function readFilling(tx: Tx): Promise<Filling | null> {
  const { rows } = await sql<Filling>`
    select seed, state, files_read as "filesRead", files_total as "filesTotal", started_at as "startedAt",
      ended_at as "endedAt"
    from sample_filling where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function countFile(tx: Tx): Promise<void> {
  await sql`
    update sample_filling set files_read = files_read + 1
    where workspace_id = ${tx.workspaceId} and state = 'running'`.execute(tx.db);
}

/** The first end counts. */
export async function endFilling(
  tx: Tx,
  state: Exclude<Filling['state'], 'running'>,
  now: string,
): Promise<void> {
  await sql`
    update sample_filling set state = ${state}, ended_at = ${now}
    where workspace_id = ${tx.workspaceId} and state = 'running'`.execute(tx.db);
}
