import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type HoldScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'subject'; readonly subject: string }
  | { readonly kind: 'population'; readonly population: string; readonly scope: string };

export type StoredHold = {
  readonly id: string;
  readonly scope: HoldScope;
  /** Masked before it was stored. */
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: string;
  readonly liftedBy: string | null;
  readonly liftedAt: string | null;
};

type Row = Omit<StoredHold, 'scope'> & {
  readonly kind: HoldScope['kind'];
  readonly subject: string | null;
  readonly population: string | null;
  readonly populationScope: string | null;
};

const columns = sql`hold_id as id, scope_kind as kind, subject_id as subject, population,
  population_scope as "populationScope", reason, placed_by as "placedBy", placed_at as "placedAt",
  lifted_by as "liftedBy", lifted_at as "liftedAt"`;

export async function insertHold(tx: Tx, hold: StoredHold, position: number): Promise<void> {
  const { scope } = hold;
  await sql`
    insert into legal_hold (workspace_id, hold_id, scope_kind, subject_id, population, population_scope, reason,
      placed_by, placed_at, position)
    values (${tx.workspaceId}, ${hold.id}, ${scope.kind}, ${scope.kind === 'subject' ? scope.subject : null},
      ${scope.kind === 'population' ? scope.population : null},
      ${scope.kind === 'population' ? scope.scope : null}, ${hold.reason}, ${hold.placedBy}, ${hold.placedAt},
      ${position})`.execute(tx.db);
}

export async function findHold(tx: Tx, id: string): Promise<StoredHold | null> {
  const { rows } = await sql<Row>`
    select ${columns} from legal_hold where workspace_id = ${tx.workspaceId} and hold_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] === undefined ? null : holdOf(rows[0]);
}

export async function lockHold(tx: Tx, id: string): Promise<StoredHold | null> {
  const { rows } = await sql<Row>`
    select ${columns} from legal_hold
    where workspace_id = ${tx.workspaceId} and hold_id = ${id} for update`.execute(tx.db);
  return rows[0] === undefined ? null : holdOf(rows[0]);
}

export async function markLifted(
  tx: Tx,
  id: string,
  lift: { readonly by: string; readonly at: string; readonly position: number },
): Promise<void> {
  await sql`
    update legal_hold set lifted_by = ${lift.by}, lifted_at = ${lift.at}, lift_position = ${lift.position}
    where workspace_id = ${tx.workspaceId} and hold_id = ${id}`.execute(tx.db);
}

/** Newest first; `before` is a hold id. */
export async function listHolds(
  tx: Tx,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly StoredHold[]> {
  const earlier = page.before === null ? sql`` : sql`and hold_id < ${page.before}`;
  const { rows } = await sql<Row>`
    select ${columns} from legal_hold where workspace_id = ${tx.workspaceId} ${earlier}
    order by hold_id desc limit ${page.limit}`.execute(tx.db);
  return rows.map(holdOf);
}

const inForceMax = 10_000;

/** Holds that were not lifted, oldest first. Throws past 10,000: none may be overlooked. */
export async function listHoldsInForce(tx: Tx): Promise<readonly StoredHold[]> {
  const { rows } = await sql<Row>`
    select ${columns} from legal_hold where workspace_id = ${tx.workspaceId} and lifted_at is null
    order by hold_id limit ${inForceMax + 1}`.execute(tx.db);
  if (rows.length > inForceMax) throw new Error('too many legal holds are in force');
  return rows.map(holdOf);
}

function holdOf({ kind, subject, population, populationScope, ...row }: Row): StoredHold {
  return { ...row, scope: scopeOf({ kind, subject, population, populationScope }) };
}

function scopeOf(row: Pick<Row, 'kind' | 'subject' | 'population' | 'populationScope'>): HoldScope {
  switch (row.kind) {
    case 'all':
      return { kind: 'all' };
    case 'subject':
      return { kind: 'subject', subject: row.subject ?? '' };
    case 'population':
      return { kind: 'population', population: row.population ?? '', scope: row.populationScope ?? '' };
  }
}
