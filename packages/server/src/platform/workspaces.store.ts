import { sql } from 'kysely';
import type { Tx } from './database.ts';
import { refuse } from './errors.ts';
import type { Services } from './services.ts';
import type { WorkspaceId } from './workspace-id.ts';

export type Workspace = {
  readonly id: WorkspaceId;
  readonly slug: string;
  readonly name: string;
  /** IANA zone in which its days begin. */
  readonly zone: string;
  readonly isSample: boolean;
  readonly createdAt: string;
};

const columns = sql`workspace_id as id, slug, name, zone, is_sample as "isSample", created_at as "createdAt"`;

/** Inserts the row; the caller records `workspace.created@1` in the same transaction. Refuses a slug in use. */
export async function createWorkspace(
  tx: Tx,
  input: { readonly slug: string; readonly name: string; readonly isSample?: boolean },
  services: Pick<Services, 'clock' | 'ids'>,
): Promise<Workspace> {
  const { rows } = await sql<Workspace>`
    insert into workspace (workspace_id, slug, name, is_sample, created_at)
    values (${services.ids.uuid()}, ${input.slug}, ${input.name}, ${input.isSample ?? false}, ${services.clock.now()})
    on conflict (slug) do nothing returning ${columns}`.execute(tx.db);
  return rows[0] ?? refuse('conflict', 'a workspace with this short name already exists');
}

/** System transactions only: finds a workspace by its short name. */
export async function findWorkspace(tx: Tx, slug: string): Promise<Workspace | null> {
  const { rows } =
    await sql<Workspace>`select ${columns} from workspace where slug = ${slug} and thrown_away_at is null`.execute(
      tx.db,
    );
  return rows[0] ?? null;
}

/** Refuses in a workspace of made-up data, with `sample-workspace`, what only a real one may do or become. */
export async function refuseSample(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  if ((await readWorkspace(tx, workspaceId)).isSample) refuse('sample-workspace');
}

/** System transactions only. From now on nobody finds it and nothing works on it; only a sample can go so. */
export async function throwWorkspaceAway(tx: Tx, workspaceId: WorkspaceId, at: string): Promise<void> {
  await sql`update workspace set thrown_away_at = ${at} where workspace_id = ${workspaceId} and is_sample`.execute(
    tx.db,
  );
}

/** Throws unless the workspace of the transaction is made-up data that was thrown away: what stands may not be cleared. */
export async function requireThrownAway(tx: Tx): Promise<void> {
  const { rows } = await sql`
    select from workspace
    where workspace_id = ${tx.workspaceId} and is_sample and thrown_away_at is not null`.execute(tx.db);
  if (rows.length === 0) throw new Error('this workspace was not thrown away');
}

/** System transactions only. Those of made-up data that were thrown away since an instant. */
export async function listThrownAway(tx: Tx, since: string): Promise<readonly WorkspaceId[]> {
  const { rows } = await sql<{ readonly id: WorkspaceId }>`
    select workspace_id as id from workspace
    where is_sample and thrown_away_at >= ${since} order by thrown_away_at limit 1000`.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** The workspace of the transaction, or any by id in a system transaction. */
export async function readWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<Workspace> {
  const { rows } =
    await sql<Workspace>`select ${columns} from workspace where workspace_id = ${workspaceId}`.execute(tx.db);
  return rows[0] ?? refuse('not-found');
}

/** System transactions only. Bounded by the number of organisations on one installation. */
export async function listWorkspaces(tx: Tx): Promise<readonly Workspace[]> {
  const { rows } =
    await sql<Workspace>`select ${columns} from workspace where thrown_away_at is null order by slug limit 10000`.execute(
      tx.db,
    );
  return rows;
}

/** System transactions only. The name is what people see; it is not in the ledger, so there is no entry to write. */
export async function renameWorkspace(tx: Tx, workspaceId: WorkspaceId, name: string): Promise<void> {
  await sql`update workspace set name = ${name} where workspace_id = ${workspaceId}`.execute(tx.db);
}
