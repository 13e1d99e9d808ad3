import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { AnchorKind } from './anchor-kind.ts';

/** A third party asked to confirm checkpoints. */
export type AnchorTarget = {
  readonly id: string;
  readonly kind: AnchorKind;
  readonly name: string;
  /** `http(s)://…` of a witness (its prefix) or authority; a mail address. */
  readonly address: string;
  readonly verifierKey: string | null;
  /** PEM, one or more. */
  readonly rootCertificates: string | null;
  readonly createdAt: string;
  readonly claimedAt: string | null;
  readonly triedAt: string | null;
  readonly succeededAt: string | null;
  readonly problem: string | null;
};

/** More than anyone needs; a list that is read whole needs a bound. */
export const targetsMax = 20;

const columns = sql`target_id as id, kind, name, address, verifier_key as "verifierKey",
  root_certificates as "rootCertificates", created_at as "createdAt", claimed_at as "claimedAt",
  tried_at as "triedAt", succeeded_at as "succeededAt", problem`;

/** All targets, oldest first. */
export async function listTargets(tx: Tx): Promise<readonly AnchorTarget[]> {
  const { rows } = await sql<AnchorTarget>`
    select ${columns} from anchor_target where workspace_id = ${tx.workspaceId}
    order by created_at, target_id limit ${targetsMax}`.execute(tx.db);
  return rows;
}

/** The same, their rows held until the end: of several processes that ask what is due, one sees it due. */
export async function lockTargets(tx: Tx): Promise<readonly AnchorTarget[]> {
  const { rows } = await sql<AnchorTarget>`
    select ${columns} from anchor_target where workspace_id = ${tx.workspaceId}
    order by created_at, target_id limit ${targetsMax} for update`.execute(tx.db);
  return rows;
}

/** False when there is one of this kind at this address already. */
export async function insertTarget(tx: Tx, target: AnchorTarget): Promise<boolean> {
  const result = await sql`
    insert into anchor_target (workspace_id, target_id, kind, name, address, verifier_key, root_certificates, created_at)
    values (${tx.workspaceId}, ${target.id}, ${target.kind}, ${target.name}, ${target.address},
      ${target.verifierKey}, ${target.rootCertificates}, ${target.createdAt}) on conflict do nothing`.execute(
    tx.db,
  );
  return result.numAffectedRows === 1n;
}

/** The removed target, or null when there was none. */
export async function deleteTarget(tx: Tx, id: string): Promise<AnchorTarget | null> {
  const { rows } = await sql<AnchorTarget>`
    delete from anchor_target where workspace_id = ${tx.workspaceId} and target_id = ${id}
    returning ${columns}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function claimTargets(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  await sql`
    update anchor_target set claimed_at = ${now}
    where workspace_id = ${tx.workspaceId} and target_id = any(${ids}::text[])`.execute(tx.db);
}

export async function markTried(tx: Tx, id: string, now: string, problem: string | null): Promise<void> {
  const succeeded = problem === null ? sql`, succeeded_at = ${now}` : sql``;
  await sql`
    update anchor_target set tried_at = ${now}, problem = ${problem} ${succeeded}
    where workspace_id = ${tx.workspaceId} and target_id = ${id}`.execute(tx.db);
}
