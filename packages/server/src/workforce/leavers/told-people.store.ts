import type { FactOf } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** The newest that one source told of one person. */
export type ToldPerson = {
  readonly subject: string;
  readonly value: FactOf<'person'>;
  readonly isErased: boolean;
  readonly observedAt: string;
  /** Its list no longer names them. */
  readonly isGone: boolean;
  /** The last complete list before what is told of them, or before their absence. */
  readonly beforeAt: string | null;
  /** The first complete list with anybody on it that lacks them; null while none proves it, or while they are on it. */
  readonly missingAt: string | null;
};

/** What each source last told of these people, those included that it no longer names. An empty list proves nobody gone. */
export async function toldOfPeople(tx: Tx, subjects: readonly string[]): Promise<readonly ToldPerson[]> {
  const { rows } = await sql<ToldPerson>`
    with told as (
      select distinct on (key, scope, connection_id) key, scope, connection_id, value, is_erased, observed_at, is_gone,
        superseded_position
      from fact
      where workspace_id = ${tx.workspaceId} and kind = 'person' and key = any(${subjects}::text[])
        and scope in (select scope from population where workspace_id = ${tx.workspaceId} and kind = 'person')
      order by key, scope, connection_id, position desc)
    select told.key as subject, told.value, told.is_erased as "isErased", told.observed_at as "observedAt",
      told.is_gone as "isGone", earlier.last_complete_at as "beforeAt", later.last_pull_at as "missingAt"
    from told
    left join lateral (
      select last_complete_at from population_version v
      where told.is_gone and v.workspace_id = ${tx.workspaceId} and v.kind = 'person' and v.scope = told.scope
        and v.connection_id = told.connection_id and v.position < told.superseded_position
      order by v.position desc limit 1) earlier on true
    left join lateral (
      select last_pull_at from population_version v
      where told.is_gone and v.workspace_id = ${tx.workspaceId} and v.kind = 'person' and v.scope = told.scope
        and v.connection_id = told.connection_id and v.position > told.superseded_position
        and v.is_complete and v.items > 0
      order by v.position limit 1) later on true
    order by told.key, told.scope, told.connection_id`.execute(tx.db);
  return rows;
}
