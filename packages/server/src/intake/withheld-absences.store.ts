import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** One population as one reading of one connection staged it. */
export type StagedList = {
  readonly pullId: string;
  readonly connection: string;
  readonly kind: string;
  readonly scope: string;
};

/** How many of the items staged as gone were missed before by a reading that began by this instant. */
export async function countMissedBefore(tx: Tx, list: StagedList, by: string): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    select count(*) as items from withheld_absence held join pull_item staged
      on staged.workspace_id = held.workspace_id and staged.pull_id = ${list.pullId} and staged.kind = held.kind
        and staged.scope = held.scope and staged.key = held.key and staged.state = 'gone'
    where ${inList(tx, list)} and held.first_missed_at <= ${by}`.execute(tx.db);
  return rows[0]?.items ?? 0;
}

/** Forgets what was staged as gone: the list does not prove it. */
export async function unstageGone(tx: Tx, { pullId, kind, scope }: StagedList): Promise<void> {
  await sql`
    delete from pull_item where workspace_id = ${tx.workspaceId} and pull_id = ${pullId} and kind = ${kind}
      and scope = ${scope} and state = 'gone'`.execute(tx.db);
}

/** What came back in this reading is no longer missed. */
export async function dropSeen(tx: Tx, list: StagedList): Promise<void> {
  await sql`
    delete from withheld_absence held where ${inList(tx, list)} and exists (
      select from pull_item seen where seen.workspace_id = held.workspace_id and seen.pull_id = ${list.pullId}
        and seen.kind = held.kind and seen.scope = held.scope and seen.key = held.key)`.execute(tx.db);
}

export async function dropWithheld(tx: Tx, list: Omit<StagedList, 'pullId'>): Promise<void> {
  await sql`delete from withheld_absence held where ${inList(tx, list)}`.execute(tx.db);
}

/** Remembers everything known that this reading did not hold; what was missed before keeps its instant. */
export async function withholdUnseen(tx: Tx, list: StagedList, missedAt: string): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx.db);
  await sql`
    insert into withheld_absence (workspace_id, connection_id, kind, scope, key, first_missed_at)
    select known.workspace_id, known.connection_id, known.kind, known.scope, known.key, ${missedAt}::timestamptz
    from snapshot_item known
    where known.workspace_id = ${tx.workspaceId} and known.connection_id = ${list.connection}
      and known.kind = ${list.kind} and known.scope = ${list.scope}
      and not exists (select from pull_item seen where seen.workspace_id = known.workspace_id
        and seen.pull_id = ${list.pullId} and seen.kind = known.kind and seen.scope = known.scope and seen.key = known.key)
    on conflict do nothing`.execute(tx.db);
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(tx.db);
}

/** Stages what is known of a list again, and as gone what was missed. Answers how many are gone. */
export async function stageWithheld(tx: Tx, list: StagedList): Promise<number> {
  await sql`
    insert into pull_item (workspace_id, pull_id, kind, scope, key, state, content_hash, commitment)
    select known.workspace_id, ${list.pullId}, known.kind, known.scope, known.key,
      case when held.key is null then 'same' else 'gone' end, known.content_hash, known.commitment
    from snapshot_item known left join withheld_absence held on held.workspace_id = known.workspace_id
      and held.connection_id = known.connection_id and held.kind = known.kind and held.scope = known.scope
      and held.key = known.key
    where known.workspace_id = ${tx.workspaceId} and known.connection_id = ${list.connection}
      and known.kind = ${list.kind} and known.scope = ${list.scope}`.execute(tx.db);
  const { rows } = await sql<{ items: number }>`
    select count(*) as items from pull_item where workspace_id = ${tx.workspaceId} and pull_id = ${list.pullId}
      and kind = ${list.kind} and scope = ${list.scope} and state = 'gone'`.execute(tx.db);
  return rows[0]?.items ?? 0;
}

function inList(tx: Tx, { connection, kind, scope }: Omit<StagedList, 'pullId'>) {
  return sql`held.workspace_id = ${tx.workspaceId} and held.connection_id = ${connection} and held.kind = ${kind}
    and held.scope = ${scope}`;
}
