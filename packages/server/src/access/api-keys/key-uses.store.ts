import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

/** Uses of one key that were counted and are not in the database yet. Instants. */
export type Uses = {
  readonly workspaceId: WorkspaceId;
  readonly key: string;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
};

/** System transactions only: adds them to the day they began on, by the zone of the workspace, and says when the key was used last. */
export async function addUses(tx: Tx, { workspaceId, key, count, firstAt, lastAt }: Uses): Promise<void> {
  await sql`
    insert into api_key_use as known (workspace_id, key_id, used_on, uses, first_at, last_at)
    select workspace_id, ${key}, (${firstAt}::timestamptz at time zone zone)::date, ${count}::bigint, ${firstAt}, ${lastAt}
    from workspace where workspace_id = ${workspaceId}
    on conflict (workspace_id, key_id, used_on) do update set uses = known.uses + excluded.uses,
      first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)`.execute(
    tx.db,
  );
  await sql`
    update api_key set last_used_at = greatest(last_used_at, ${lastAt}::timestamptz)
    where workspace_id = ${workspaceId} and key_id = ${key} and ended_at is null`.execute(tx.db);
}

export type DayOfUse = {
  readonly key: string;
  readonly owner: string;
  /** `YYYY-MM-DD` in the zone of the workspace. */
  readonly usedOn: string;
  readonly uses: number;
  readonly firstAt: string;
  readonly lastAt: string;
};

/** Days that are over since more than an hour, so that every process has told its counts, and have no entry yet. */
export async function lockDaysToTell(tx: Tx, now: string, limit: number): Promise<readonly DayOfUse[]> {
  const { rows } = await sql<DayOfUse>`
    select u.key_id as key, k.subject_id as owner, u.used_on as "usedOn", u.uses, u.first_at as "firstAt",
      u.last_at as "lastAt"
    from api_key_use u
    join api_key k on k.workspace_id = u.workspace_id and k.key_id = u.key_id
    join workspace w on w.workspace_id = u.workspace_id
    where u.workspace_id = ${tx.workspaceId} and u.position is null
      and u.used_on < ((${now}::timestamptz - interval '1 hour') at time zone w.zone)::date
    order by u.used_on, u.key_id limit ${limit} for update of u`.execute(tx.db);
  return rows;
}

export async function markTold(
  tx: Tx,
  day: Pick<DayOfUse, 'key' | 'usedOn'>,
  position: number,
): Promise<void> {
  await sql`
    update api_key_use set position = ${position}
    where workspace_id = ${tx.workspaceId} and key_id = ${day.key} and used_on = ${day.usedOn}`.execute(
    tx.db,
  );
}
