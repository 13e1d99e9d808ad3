import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

export type ScimProvider = {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  /** Who the client is in the ledger. */
  readonly subject: string;
  readonly madeAt: string;
  readonly lastCallAt: string | null;
  readonly lastChangeAt: string | null;
  /** Calls without a token in force, counted once a minute at most. */
  readonly refusedCalls: number;
  readonly lastRefusedAt: string | null;
};

const columns = sql`workspace_id as "workspaceId", provider_id as id, subject_id as subject, made_at as "madeAt",
  last_call_at as "lastCallAt", last_change_at as "lastChangeAt", refused_calls as "refusedCalls",
  last_refused_at as "lastRefusedAt"`;

/** System transactions only: whose client this is. */
export async function findProvider(tx: Tx, providerId: string): Promise<ScimProvider | null> {
  const { rows } = await sql<ScimProvider>`
    select ${columns} from scim_provider where provider_id = ${providerId} limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

export async function readProvider(tx: Tx, workspaceId: WorkspaceId): Promise<ScimProvider | null> {
  const { rows } = await sql<ScimProvider>`
    select ${columns} from scim_provider where workspace_id = ${workspaceId}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function insertProvider(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, subject, at }: { readonly id: string; readonly subject: string; readonly at: string },
): Promise<void> {
  await sql`
    insert into scim_provider (workspace_id, provider_id, subject_id, made_at)
    values (${workspaceId}, ${id}, ${subject}, ${at})`.execute(tx.db);
}

/** Moves at most twice a minute, so that calls at the same time do not wait for each other. */
export async function noteCall(tx: Tx, workspaceId: WorkspaceId, now: string): Promise<void> {
  await sql`
    update scim_provider set last_call_at = ${now}
    where workspace_id = ${workspaceId}
      and (last_call_at is null or last_call_at < ${now}::timestamptz - interval '30 seconds')`.execute(
    tx.db,
  );
}

export async function noteChange(tx: Tx, workspaceId: WorkspaceId, now: string): Promise<void> {
  await sql`
    update scim_provider set last_change_at = ${now}
    where workspace_id = ${workspaceId}
      and (last_change_at is null or last_change_at < ${now}::timestamptz - interval '30 seconds')`.execute(
    tx.db,
  );
}

export async function noteRefusedCall(tx: Tx, workspaceId: WorkspaceId, now: string): Promise<void> {
  await sql`
    update scim_provider set refused_calls = refused_calls + 1, last_refused_at = ${now}
    where workspace_id = ${workspaceId}
      and (last_refused_at is null or last_refused_at < ${now}::timestamptz - interval '1 minute')`.execute(
    tx.db,
  );
}
