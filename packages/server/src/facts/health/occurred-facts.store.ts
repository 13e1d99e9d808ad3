import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

export type OccurredFact = {
  readonly connection: string;
  readonly position: number;
  readonly occurredAt: string;
};

/** So many of the newest facts are looked at for all sources together. */
const factsMax = 20_000;

/**
 * The newest facts of each source that say when they happened, leaving out its first whole account, which tells of the time
 * before it was connected.
 */
export async function newestOccurredFacts(tx: Tx, perConnection: number): Promise<readonly OccurredFact[]> {
  const { rows } = await sql<OccurredFact>`
    with first_account as (
      select now.connection_id, min(told.position) as position from population now cross join lateral (
        select position from population_version
        where workspace_id = ${tx.workspaceId} and kind = now.kind and scope = now.scope
          and connection_id = now.connection_id order by position limit 1) told
      where now.workspace_id = ${tx.workspaceId} group by now.connection_id
    ), newest as (
      select connection_id, position, occurred_at from fact
      where workspace_id = ${tx.workspaceId} order by position desc limit ${factsMax}
    ), placed as (
      select newest.*, row_number() over (partition by connection_id order by newest.position desc) as place
      from newest join first_account using (connection_id)
      where newest.position > first_account.position and occurred_at is not null
    )
    select connection_id as connection, position, occurred_at as "occurredAt" from placed
    where place <= ${perConnection} order by position limit 10000`.execute(tx.db);
  return rows;
}
