import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { PrincipalKind, PrincipalState } from './danger-of.ts';

export type SystemCounts = {
  readonly system: string;
  /** `<kind> <scope>` of the lists that tell of it. */
  readonly lists: readonly string[];
  readonly tellsGrants: boolean;
  readonly holders: number;
  readonly disabled: number;
  /** administer, export, connect, publish: how many surely may. */
  readonly yes: readonly number[];
  readonly unknown: readonly number[];
};

type SystemRow = Omit<SystemCounts, 'yes' | 'unknown'> & {
  readonly yes: readonly (number | string)[];
  readonly unknown: readonly (number | string)[];
};

/** Bounded: the systems an organisation has. */
export async function readSystemCounts(tx: Tx): Promise<readonly SystemCounts[]> {
  const { rows } = await sql<SystemRow>`
    select system, lists, tells_grants as "tellsGrants", holders, disabled, yes, unknown from access_system
    where workspace_id = ${tx.workspaceId} order by system limit 10000`.execute(tx.db);
  // Arrays of bigint come as texts.
  return rows.map((row) => ({ ...row, yes: row.yes.map(Number), unknown: row.unknown.map(Number) }));
}

export type SystemChange = Omit<SystemCounts, 'tellsGrants'>;

/** Adds to what is counted; `lists` that are new are kept. */
export async function addSystemCounts(tx: Tx, changes: readonly SystemChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into access_system as s (workspace_id, system, lists, holders, disabled, yes, unknown)
    select ${tx.workspaceId}, c.* from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c (system text,
      lists text[], holders bigint, disabled bigint, yes bigint[], unknown bigint[])
    on conflict (workspace_id, system) do update set
      lists = (select array_agg(distinct list order by list) from unnest(s.lists || excluded.lists) list),
      holders = s.holders + excluded.holders, disabled = s.disabled + excluded.disabled,
      yes = array[s.yes[1] + excluded.yes[1], s.yes[2] + excluded.yes[2], s.yes[3] + excluded.yes[3],
        s.yes[4] + excluded.yes[4]],
      unknown = array[s.unknown[1] + excluded.unknown[1], s.unknown[2] + excluded.unknown[2],
        s.unknown[3] + excluded.unknown[3], s.unknown[4] + excluded.unknown[4]]`.execute(tx.db);
}

export async function setTellsGrants(tx: Tx, system: string, tellsGrants: boolean): Promise<void> {
  await sql`
    insert into access_system (workspace_id, system, tells_grants) values (${tx.workspaceId}, ${system}, ${tellsGrants})
    on conflict (workspace_id, system) do update set tells_grants = excluded.tells_grants`.execute(tx.db);
}

export type Tally = {
  readonly kind: PrincipalKind;
  readonly state: PrincipalState;
  readonly principals: number;
};

export async function readTallies(tx: Tx): Promise<readonly Tally[]> {
  const { rows } = await sql<Tally>`
    select kind, state, principals from access_tally where workspace_id = ${tx.workspaceId} and principals <> 0
    order by kind, state`.execute(tx.db);
  return rows;
}

export async function addTallies(tx: Tx, changes: readonly Tally[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into access_tally as t (workspace_id, kind, state, principals)
    select ${tx.workspaceId}, c.* from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (kind text, state text, principals bigint)
    on conflict (workspace_id, kind, state) do update set principals = t.principals + excluded.principals`.execute(
    tx.db,
  );
}

export type AccessCursor = {
  readonly position: number;
  readonly linksRevision: number;
  readonly day: string;
};

/** Held until the transaction ends, so that two never follow at once. */
export async function lockAccessCursor(tx: Tx): Promise<AccessCursor> {
  await sql`
    insert into access_cursor (workspace_id) values (${tx.workspaceId}) on conflict do nothing`.execute(
    tx.db,
  );
  const { rows } = await sql<AccessCursor>`
    select position, links_revision as "linksRevision", day::text as day from access_cursor
    where workspace_id = ${tx.workspaceId} for update`.execute(tx.db);
  const [cursor] = rows;
  if (cursor === undefined) throw new Error('the cursor of the access list vanished');
  return cursor;
}

export async function saveAccessCursor(
  tx: Tx,
  { position, linksRevision, day }: AccessCursor,
): Promise<void> {
  await sql`
    update access_cursor set position = ${position}, links_revision = ${linksRevision}, day = ${day}::date
    where workspace_id = ${tx.workspaceId}`.execute(tx.db);
}

/** Of these pseudonyms those whom some list of people names now. */
export async function onListsOfPeople(tx: Tx, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set();
  const { rows } = await sql<{ subject: string }>`
    select subject_id as subject from link_person
    where workspace_id = ${tx.workspaceId} and subject_id = any(${subjects}::text[]) and gone_at is null`.execute(
    tx.db,
  );
  return new Set(rows.map(({ subject }) => subject));
}
