import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { LeaverRun } from './leaver-run.ts';

const columns = sql`run_id as id, subject, agency, told_by as "toldBy", is_involuntary as "isInvoluntary", trigger,
  effective_at as "effectiveAt", reason, opened_at as "openedAt", opened_by as "openedBy", state,
  closed_at as "closedAt", returned_at as "returnedAt", rescinded_at as "rescindedAt", rescinded_by as "rescindedBy",
  rescind_reason as "rescindReason", told_left_at as "toldLeftAt", disputed_at as "disputedAt",
  rescind_asked_by as "rescindAskedBy", rescind_asked_at as "rescindAskedAt", position`;

/** False where this claim opened a run before, or one of theirs is open. */
export async function insertRun(tx: Tx, run: LeaverRun): Promise<boolean> {
  const result = await sql`
    insert into leaver_run (workspace_id, run_id, subject, agency, told_by, is_involuntary, trigger, effective_at,
      reason, opened_at, opened_by, state, told_left_at, disputed_at, position)
    values (${tx.workspaceId}, ${run.id}, ${run.subject}, ${run.agency}, ${run.toldBy}, ${run.isInvoluntary},
      ${run.trigger}, ${run.effectiveAt}, ${run.reason}, ${run.openedAt}, ${run.openedBy}, ${run.state},
      ${run.toldLeftAt}, ${run.disputedAt}, ${run.position})
    on conflict do nothing`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

export async function updateRun(tx: Tx, run: LeaverRun): Promise<void> {
  await sql`
    update leaver_run set state = ${run.state}, closed_at = ${run.closedAt}, returned_at = ${run.returnedAt},
      rescinded_at = ${run.rescindedAt}, rescinded_by = ${run.rescindedBy}, rescind_reason = ${run.rescindReason},
      told_left_at = ${run.toldLeftAt}, disputed_at = ${run.disputedAt}, rescind_asked_by = ${run.rescindAskedBy},
      rescind_asked_at = ${run.rescindAskedAt}, effective_at = ${run.effectiveAt},
      is_involuntary = ${run.isInvoluntary}, trigger = ${run.trigger}, position = ${run.position}
    where workspace_id = ${tx.workspaceId} and run_id = ${run.id}`.execute(tx.db);
}

export async function findRun(tx: Tx, id: string): Promise<LeaverRun | null> {
  const { rows } = await sql<LeaverRun>`
    select ${columns} from leaver_run where workspace_id = ${tx.workspaceId} and run_id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function lockRun(tx: Tx, id: string): Promise<LeaverRun | null> {
  const { rows } = await sql<LeaverRun>`
    select ${columns} from leaver_run where workspace_id = ${tx.workspaceId} and run_id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** Every run of these people and agencies, oldest first. */
export async function runsOf(
  tx: Tx,
  who: { readonly subjects: readonly string[]; readonly agencies: readonly string[] },
): Promise<readonly LeaverRun[]> {
  const { rows } = await sql<LeaverRun>`
    select ${columns} from leaver_run
    where workspace_id = ${tx.workspaceId}
      and (subject = any(${who.subjects}::text[]) or agency = any(${who.agencies}::text[]))
    order by opened_at, run_id`.execute(tx.db);
  return rows;
}

/** Runs whose removals no longer fit what they are said to be: open ones, and closed ones with something open again. */
export async function lockUnsettledRuns(tx: Tx): Promise<readonly LeaverRun[]> {
  const { rows } = await sql<LeaverRun>`
    select ${columns} from leaver_run run
    where workspace_id = ${tx.workspaceId} and (state = 'open' or (state = 'closed' and exists (
      select from access_removal r where r.workspace_id = run.workspace_id and r.origin = run.run_id
        and r.state = 'open')))
    order by run_id for update`.execute(tx.db);
  return rows;
}

/** Every open run, in the order of when they took effect. Bounded by how many can leave at once. */
export async function openRuns(tx: Tx): Promise<readonly LeaverRun[]> {
  const { rows } = await sql<LeaverRun>`
    select ${columns} from leaver_run where workspace_id = ${tx.workspaceId} and state = 'open'
    order by effective_at, run_id`.execute(tx.db);
  return rows;
}

export type RunPage = {
  readonly state: LeaverRun['state'] | null;
  /** Rank and id of the last run of the page before. */
  readonly after: { readonly rank: number; readonly id: string } | null;
  readonly limit: number;
};

/** Worst first: open before closed before rescinded, and in each what is due soonest, then the oldest. */
export async function listRuns(
  tx: Tx,
  page: RunPage,
): Promise<readonly (LeaverRun & { readonly rank: number })[]> {
  const inState = page.state === null ? sql`` : sql`where state = ${page.state}`;
  const later = page.after === null ? sql`` : sql`where (rank, id) > (${page.after.rank}, ${page.after.id})`;
  const { rows } = await sql<LeaverRun & { readonly rank: number }>`
    select * from (
      select listed.*, (case state when 'open' then 0 when 'closed' then 1 else 2 end)::bigint * 10000000000000
        + (extract(epoch from coalesce(due, listed."effectiveAt"))
          * case state when 'open' then 1 else -1 end + 1000000000000)::bigint as rank
      from (select ${columns}, (select min(due_at) from access_removal r where r.workspace_id = run.workspace_id
          and r.origin = run.run_id and r.state = 'open') as due
        from leaver_run run where workspace_id = ${tx.workspaceId}) listed ${inState}) ranked
    ${later} order by rank, id limit ${page.limit}`.execute(tx.db);
  return rows;
}

/**
 * Runs that took effect in a window, without those rescinded and those of who came back before anything had gone. Bounded by
 * how many can leave.
 */
export async function runsEffectiveIn(
  tx: Tx,
  window: { readonly from: string; readonly to: string },
): Promise<readonly LeaverRun[]> {
  const { rows } = await sql<LeaverRun>`
    select ${columns} from leaver_run run
    where workspace_id = ${tx.workspaceId} and state <> 'rescinded' and (state = 'open' or
      (effective_at >= ${window.from} and effective_at < ${window.to}))
      and (returned_at is null or state = 'open' or exists (
        select from access_removal r where r.workspace_id = run.workspace_id and r.origin = run.run_id
          and r.state not in ('withdrawn', 'approved-again')))
    order by effective_at, run_id limit 100001`.execute(tx.db);
  if (rows.length > 100_000) throw new Error('more than 100000 people left in one window');
  return rows;
}

export type DueLeaver = { readonly subject: string; readonly dueAt: string; readonly trigger: string };

/** Replaces what is noted of these people's last days. */
export async function replaceDueLeavers(
  tx: Tx,
  subjects: readonly string[],
  due: readonly DueLeaver[],
): Promise<void> {
  await sql`
    delete from leaver_due where workspace_id = ${tx.workspaceId} and subject = any(${subjects}::text[])`.execute(
    tx.db,
  );
  if (due.length === 0) return;
  await sql`
    insert into leaver_due (workspace_id, subject, due_at, trigger)
    select ${tx.workspaceId}, subject, due_at, trigger
    from unnest(${due.map((one) => one.subject)}::text[], ${due.map((one) => one.dueAt)}::timestamptz[],
      ${due.map((one) => one.trigger)}::text[]) as made (subject, due_at, trigger)
    on conflict (workspace_id, subject) do update set due_at = excluded.due_at, trigger = excluded.trigger`.execute(
    tx.db,
  );
}

/** Those whose last day is over; taken out. */
export async function takeDueLeavers(tx: Tx, now: string): Promise<readonly DueLeaver[]> {
  const { rows } = await sql<DueLeaver>`
    delete from leaver_due where workspace_id = ${tx.workspaceId} and due_at <= ${now}
    returning subject, due_at as "dueAt", trigger`.execute(tx.db);
  return rows.toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
}

/** Runs that take something from these people or account holders. */
export async function runsNaming(tx: Tx, holders: readonly string[]): Promise<readonly LeaverRun[]> {
  if (holders.length === 0) return [];
  const { rows } = await sql<LeaverRun>`
    select ${columns} from leaver_run run
    where workspace_id = ${tx.workspaceId} and state <> 'rescinded' and exists (
      select from access_removal r where r.workspace_id = run.workspace_id and r.origin = run.run_id
        and r.holders && ${holders}::text[])
    order by opened_at, run_id`.execute(tx.db);
  return rows;
}

/** Moves when what a run takes away counts from, and these items' times. */
export async function moveRemovals(
  tx: Tx,
  {
    origin,
    effectiveAt,
    dues,
  }: {
    readonly origin: string;
    readonly effectiveAt: string;
    readonly dues: readonly { readonly removal: string; readonly dueAt: string }[];
  },
): Promise<void> {
  if (dues.length === 0) return;
  await sql`
    update access_removal r set effective_at = ${effectiveAt}, due_at = moved.due_at
    from unnest(${dues.map(({ removal }) => removal)}::text[], ${dues.map(({ dueAt }) => dueAt)}::timestamptz[])
      as moved (removal_id, due_at)
    where r.workspace_id = ${tx.workspaceId} and r.origin = ${origin} and r.removal_id = moved.removal_id`.execute(
    tx.db,
  );
}
