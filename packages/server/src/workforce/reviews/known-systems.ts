import { sql } from 'kysely';
import { readEntriesAt } from '../../ledger/index.ts';
import type { Tx } from '../../platform/index.ts';

/** A system that is registered, or that some account is on, as far as reviews ask. */
export type KnownSystem = {
  readonly system: string;
  readonly name: string;
  /** Who answers for it, `sub_…`. */
  readonly owner: string | null;
  /** How its list is had; null where nobody said. */
  readonly means: 'live' | 'import' | 'attested' | null;
  readonly cadenceDays: number | null;
  /** Since when it is to be reviewed; null where it is not. */
  readonly since: string | null;
};

/** By system; those nobody registered are found through the accounts on them. Bounded by the systems there are. */
export async function readKnownSystems(tx: Tx): Promise<readonly KnownSystem[]> {
  const { rows } = await sql<KnownSystem>`
    select known.system, coalesce(r.name, known.system) as name, r.owner, r.means, r.review_days as "cadenceDays",
      case when r.review_days is not null then c.since end as since
    from (
      select system from registered_system where workspace_id = ${tx.workspaceId}
      union select system from account_link where workspace_id = ${tx.workspaceId} and is_present) known
    left join registered_system r on r.workspace_id = ${tx.workspaceId} and r.system = known.system
    left join access_review_cadence c on c.workspace_id = ${tx.workspaceId} and c.system = known.system
    order by known.system limit 10000`.execute(tx.db);
  return rows;
}

/** Notes since when each system has a cadence, from the entry that gave it one. True where something was new. */
export async function followCadences(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ system: string; position: number }>`
    select r.system, r.position from registered_system r
    where r.workspace_id = ${tx.workspaceId} and r.review_days is not null and not exists (
      select from access_review_cadence c where c.workspace_id = r.workspace_id and c.system = r.system)
    order by r.system limit 10000`.execute(tx.db);
  if (rows.length === 0) return false;
  const entries = await readEntriesAt(
    tx,
    rows.map(({ position }) => position),
  );
  const saidAt = new Map(entries.map(({ position, entry }) => [position, entry.recordedAt]));
  for (const { system, position } of rows) {
    const since = saidAt.get(position);
    if (since === undefined) continue;
    await sql`
      insert into access_review_cadence (workspace_id, system, since)
      values (${tx.workspaceId}, ${system}, ${since}) on conflict do nothing`.execute(tx.db);
  }
  return true;
}
