import type { FactKind } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

export type PopulationRow = {
  readonly kind: FactKind;
  readonly scope: string;
  readonly connection: string;
  readonly items: number;
  readonly isComplete: boolean;
  readonly reasons: readonly string[];
  readonly attributes: Readonly<Record<string, number>>;
  readonly maxGapHours: number;
  readonly lastPullAt: string;
  readonly lastCompleteAt: string | null;
  readonly position: number;
};

export async function savePopulation(tx: Tx, row: PopulationRow): Promise<void> {
  await sql`
    insert into population (workspace_id, kind, scope, connection_id, items, is_complete, reasons, attributes,
      max_gap_hours, last_pull_at, last_complete_at, position)
    values (${tx.workspaceId}, ${row.kind}, ${row.scope}, ${row.connection}, ${row.items}, ${row.isComplete},
      ${row.reasons}, ${JSON.stringify(row.attributes)}, ${row.maxGapHours}, ${row.lastPullAt},
      ${row.lastCompleteAt}, ${row.position})
    on conflict (workspace_id, kind, scope, connection_id) do update set items = excluded.items,
      is_complete = excluded.is_complete, reasons = excluded.reasons, attributes = excluded.attributes,
      max_gap_hours = excluded.max_gap_hours, last_pull_at = excluded.last_pull_at,
      last_complete_at = coalesce(excluded.last_complete_at, population.last_complete_at),
      position = excluded.position`.execute(tx.db);
  await keepVersion(tx, row);
}

/** A reading that brought nothing of a population: what is known stays, but is no longer known to be whole. */
export async function markIncomplete(
  tx: Tx,
  population: { readonly kind: string; readonly scope: string; readonly connection: string },
  failure: { readonly reasons: readonly string[]; readonly at: string; readonly position: number },
): Promise<void> {
  await sql`
    update population set is_complete = false, reasons = ${failure.reasons}, last_pull_at = ${failure.at},
      position = ${failure.position}
    where workspace_id = ${tx.workspaceId} and kind = ${population.kind} and scope = ${population.scope}
      and connection_id = ${population.connection}`.execute(tx.db);
  await keepVersion(tx, population);
}

type Told = { readonly kind: string; readonly scope: string; readonly connection: string };

/** What was known until now stays readable beside it. Following the same closing again keeps one row. */
async function keepVersion(tx: Tx, { kind, scope, connection }: Told): Promise<void> {
  await sql`
    insert into population_version (workspace_id, kind, scope, connection_id, position, items, is_complete, reasons,
      attributes, max_gap_hours, last_pull_at, last_complete_at)
    select workspace_id, kind, scope, connection_id, position, items, is_complete, reasons, attributes, max_gap_hours,
      last_pull_at, last_complete_at
    from population where workspace_id = ${tx.workspaceId} and kind = ${kind} and scope = ${scope}
      and connection_id = ${connection}
    on conflict (workspace_id, kind, scope, connection_id, position) do nothing`.execute(tx.db);
}

/**
 * The same as it was known at a position, and as it had been told by an instant where one is given. One look into the index
 * for each population there is.
 */
export async function listPopulationRowsAt(
  tx: Tx,
  at: { readonly position: number; readonly toldBy: string | null },
): Promise<readonly PopulationRow[]> {
  const toldBy = at.toldBy === null ? sql`` : sql`and last_pull_at <= ${at.toldBy}`;
  const { rows } = await sql<PopulationRow>`
    select now.kind, now.scope, now.connection_id as connection, at.items, at.is_complete as "isComplete", at.reasons,
      at.attributes, at.max_gap_hours as "maxGapHours", at.last_pull_at as "lastPullAt",
      at.last_complete_at as "lastCompleteAt", at.position
    from population now cross join lateral (
      select items, is_complete, reasons, attributes, max_gap_hours, last_pull_at, last_complete_at, position
      from population_version
      where workspace_id = ${tx.workspaceId} and kind = now.kind and scope = now.scope
        and connection_id = now.connection_id and position <= ${at.position} ${toldBy}
      order by position desc limit 1) at
    where now.workspace_id = ${tx.workspaceId}
    order by now.kind, now.scope, now.connection_id limit 10000`.execute(tx.db);
  return rows;
}

/** Every population of every source, in order of kind, scope and age of the connection. Bounded by what is connected. */
export async function listPopulationRows(tx: Tx): Promise<readonly PopulationRow[]> {
  const { rows } = await sql<PopulationRow>`
    select kind, scope, connection_id as connection, items, is_complete as "isComplete", reasons, attributes,
      max_gap_hours as "maxGapHours", last_pull_at as "lastPullAt", last_complete_at as "lastCompleteAt", position
    from population where workspace_id = ${tx.workspaceId}
    order by kind, scope, connection_id limit 10000`.execute(tx.db);
  return rows;
}
