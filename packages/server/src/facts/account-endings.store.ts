import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** One account that was there and enabled, and then was gone or disabled, and has not come back. */
export type AccountEnding = {
  readonly scope: string;
  readonly key: string;
  readonly connection: string;
  readonly system: string;
  readonly holder: string;
  /** When the list was read that showed it. */
  readonly at: string;
  /** The whole list before that one: it ended between the two. Null where there was none. */
  readonly beforeAt: string | null;
};

/**
 * Of this time, half-open, oldest first, at most `limit`. Looked through are the versions that were replaced since the last list
 * that was read two days before: no reading lasts so long that what it tells was written before that one closed.
 */
export async function accountEndings(
  tx: Tx,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
): Promise<readonly AccountEnding[]> {
  const isOn = (table: string) => sql`coalesce(${sql.ref(table)}.value ->> 'isEnabled', '') <> 'false'`;
  const { rows } = await sql<AccountEnding>`
    with since as (
      select coalesce(max(position), -1) as position from population_version
      where workspace_id = ${tx.workspaceId} and kind = 'account'
        and last_pull_at < ${from}::timestamptz - interval '2 days'),
    ended as (
      select f.scope, f.key, f.connection_id, f.held_by, f.value ->> 'system' as system, f.superseded_position,
        case when f.is_gone then f.valid_until else next.observed_at end as at
      from fact f left join fact next on next.workspace_id = f.workspace_id and next.kind = f.kind
        and next.scope = f.scope and next.key = f.key and next.connection_id = f.connection_id
        and next.position = f.superseded_position and not f.is_gone
      where f.workspace_id = ${tx.workspaceId} and f.kind = 'account' and f.superseded_position > (select position from since)
        and not f.is_erased and ${isOn('f')}
        and (f.is_gone or next.value ->> 'isEnabled' = 'false')
        and not exists (
          select from fact now where now.workspace_id = f.workspace_id and now.kind = f.kind and now.scope = f.scope
            and now.key = f.key and now.superseded_position is null and ${isOn('now')}))
    select ended.scope, ended.key, ended.connection_id as connection, ended.system, ended.held_by as holder,
      max(ended.at) as at, (array_agg(earlier.last_complete_at order by ended.at desc))[1] as "beforeAt"
    from ended left join lateral (
      select last_complete_at from population_version v
      where v.workspace_id = ${tx.workspaceId} and v.kind = 'account' and v.scope = ended.scope
        and v.connection_id = ended.connection_id and v.position < ended.superseded_position
      order by v.position desc limit 1) earlier on true
    where ended.at >= ${from} and ended.at < ${to} and ended.system is not null and ended.held_by is not null
    group by ended.scope, ended.key, ended.connection_id, ended.system, ended.held_by
    order by 6, 1, 2 limit ${limit}`.execute(tx.db);
  return rows;
}
