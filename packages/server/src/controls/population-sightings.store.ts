import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** What was known of a population from one instant until the next sighting of it. */
export type PopulationSighting = {
  readonly kind: string;
  readonly scope: string;
  readonly seenAt: string;
  readonly isComplete: boolean;
  /** From this instant on the list is too old to support a pass; null where it was not complete. */
  readonly staleAt: string | null;
  readonly reasons: readonly string[];
};

const columns = sql`kind, scope, seen_at as "seenAt", is_complete as "isComplete",
  stale_at as "staleAt", reasons`;

const names = sql`kind, scope, "seenAt", "isComplete", "staleAt", reasons`;

/** Notes what is new. A second sighting at the same instant replaces the first. */
export async function insertSightings(tx: Tx, sightings: readonly PopulationSighting[]): Promise<void> {
  for (const sighting of sightings) {
    await sql`
      insert into population_sighting (workspace_id, kind, scope, seen_at, is_complete, stale_at, reasons)
      values (${tx.workspaceId}, ${sighting.kind}, ${sighting.scope}, ${sighting.seenAt}, ${sighting.isComplete},
        ${sighting.staleAt}, ${sighting.reasons}::text[])
      on conflict (workspace_id, kind, scope, seen_at) do update
        set is_complete = excluded.is_complete, stale_at = excluded.stale_at, reasons = excluded.reasons
      `.execute(tx.db);
  }
}

/** The newest sighting of each population no later than `asOf`, in ascending order of kind and scope. */
export async function sightingsAt(tx: Tx, asOf: string): Promise<readonly PopulationSighting[]> {
  const { rows } = await sql<PopulationSighting>`
    select distinct on (kind, scope) ${columns} from population_sighting
    where workspace_id = ${tx.workspaceId} and seen_at <= ${asOf}
    order by kind, scope, seen_at desc`.execute(tx.db);
  return rows;
}

/** Sightings of these kinds in force at some time in `[from, to]`, in the order they were made. Throws past 100,000. */
export async function sightingsBetween(
  tx: Tx,
  kinds: readonly string[],
  from: string,
  to: string,
): Promise<readonly PopulationSighting[]> {
  const { rows } = await sql<PopulationSighting>`
    select ${names} from (
      (select distinct on (kind, scope) ${columns} from population_sighting
        where workspace_id = ${tx.workspaceId} and kind = any(${kinds}::text[]) and seen_at < ${from}
        order by kind, scope, seen_at desc)
      union all
      (select ${columns} from population_sighting
        where workspace_id = ${tx.workspaceId} and kind = any(${kinds}::text[])
          and seen_at >= ${from} and seen_at <= ${to})
    ) as found order by "seenAt", kind, scope limit ${sightingsMax + 1}`.execute(tx.db);
  if (rows.length > sightingsMax) throw new Error('too many sightings of populations in this span');
  return rows;
}

const sightingsMax = 100_000;
