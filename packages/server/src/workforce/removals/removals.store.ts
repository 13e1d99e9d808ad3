import { sql } from 'kysely';
import type { ItemRef } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Removal } from './removal.ts';

/** With everyone it is taken from: the person and the pseudonyms of their accounts. */
export type StoredRemoval = Removal & { readonly holders: readonly string[] };

const columns = sql`removal_id as id, origin, cause, subject, agency, holders, what, layer, system, kind, scope, key,
  effective_at as "effectiveAt", due_at as "dueAt", opened_at as "openedAt", state, last_seen_at as "lastSeenAt",
  first_absent_at as "firstAbsentAt", is_observable as "isObservable", is_attested_only as "isAttestedOnly", reasons,
  used_after_at as "usedAfterAt", attested_by as "attestedBy", attested_at as "attestedAt",
  confirmed_by as "confirmedBy", confirmed_at as "confirmedAt", attested_until as "attestedUntil", attestation,
  excepted_by as "exceptedBy", excepted_at as "exceptedAt", exception_approved_by as "exceptionApprovedBy",
  excepted_until as "exceptedUntil", exception_reason as "exceptionReason", approved_again_at as "approvedAgainAt",
  withdrawn_at as "withdrawnAt", attested_anew_by as "attestedAnewBy", attested_anew_at as "attestedAnewAt",
  attestation_anew as "attestationAnew", excepted_anew_by as "exceptedAnewBy", excepted_anew_at as "exceptedAnewAt",
  excepted_anew_until as "exceptedAnewUntil", exception_reason_anew as "exceptionReasonAnew",
  renamed_at as "renamedAt", kept, returns, array_to_json(positions) as positions`;

const chunk = 500;

export async function insertRemovals(tx: Tx, removals: readonly StoredRemoval[]): Promise<void> {
  for (let from = 0; from < removals.length; from += chunk) {
    const rows = JSON.stringify(removals.slice(from, from + chunk));
    await sql`
      insert into access_removal (workspace_id, removal_id, origin, cause, subject, agency, holders, what, layer, system,
        kind, scope, key, effective_at, due_at, opened_at, state, last_seen_at, is_observable, is_attested_only, reasons,
        used_after_at, kept, positions)
      select ${tx.workspaceId}, id, origin, cause, subject, agency, holders, what, layer, system, kind, scope, key,
        "effectiveAt", "dueAt", "openedAt", state, "lastSeenAt", "isObservable", "isAttestedOnly", reasons,
        "usedAfterAt", kept, positions
      from jsonb_to_recordset(${rows}::jsonb) as made (id text, origin text, cause text, subject text, agency text,
        holders text[], what text, layer text, system text, kind text, scope text, key text, "effectiveAt" timestamptz,
        "dueAt" timestamptz, "openedAt" timestamptz, state text, "lastSeenAt" timestamptz, "isObservable" boolean,
        "isAttestedOnly" boolean, reasons text[], "usedAfterAt" timestamptz, kept text[], positions bigint[])`.execute(
      tx.db,
    );
  }
}

/** Everything about it that may change. */
export async function updateRemoval(tx: Tx, one: StoredRemoval): Promise<void> {
  await sql`
    update access_removal set key = ${one.key}, holders = ${one.holders}, renamed_at = ${one.renamedAt},
      state = ${one.state}, last_seen_at = ${one.lastSeenAt},
      first_absent_at = ${one.firstAbsentAt}, is_observable = ${one.isObservable},
      is_attested_only = ${one.isAttestedOnly}, reasons = ${one.reasons}, used_after_at = ${one.usedAfterAt},
      attested_by = ${one.attestedBy}, attested_at = ${one.attestedAt}, confirmed_by = ${one.confirmedBy},
      confirmed_at = ${one.confirmedAt}, attested_until = ${one.attestedUntil}, attestation = ${one.attestation},
      excepted_by = ${one.exceptedBy}, excepted_at = ${one.exceptedAt},
      exception_approved_by = ${one.exceptionApprovedBy}, excepted_until = ${one.exceptedUntil},
      exception_reason = ${one.exceptionReason}, approved_again_at = ${one.approvedAgainAt}, withdrawn_at = ${one.withdrawnAt},
      attested_anew_by = ${one.attestedAnewBy}, attested_anew_at = ${one.attestedAnewAt},
      attestation_anew = ${one.attestationAnew}, excepted_anew_by = ${one.exceptedAnewBy},
      excepted_anew_at = ${one.exceptedAnewAt}, excepted_anew_until = ${one.exceptedAnewUntil},
      exception_reason_anew = ${one.exceptionReasonAnew}, returns = ${one.returns}, positions = ${one.positions}
    where workspace_id = ${tx.workspaceId} and removal_id = ${one.id}`.execute(tx.db);
}

export async function lockRemoval(tx: Tx, id: string): Promise<StoredRemoval | null> {
  const { rows } = await sql<StoredRemoval>`
    select ${columns} from access_removal where workspace_id = ${tx.workspaceId} and removal_id = ${id}
    for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** Of one origin, in the order of their layers, systems and kinds. Bounded by what one person or agency can hold. */
export async function removalsOf(tx: Tx, origins: readonly string[]): Promise<readonly StoredRemoval[]> {
  const { rows } = await sql<StoredRemoval>`
    select ${columns} from access_removal
    where workspace_id = ${tx.workspaceId} and origin = any(${origins}::text[])
    order by origin, layer, system, what, scope, key nulls last, removal_id`.execute(tx.db);
  return rows;
}

export type RemovalPage = {
  readonly origin: string;
  /** Null: all layers, in their order. */
  readonly layer: Removal['layer'] | null;
  /** The last removal of the page before. */
  readonly after: string | null;
  readonly limit: number;
};

/** A page of one origin's, in the same order. */
export async function removalPage(tx: Tx, page: RemovalPage): Promise<readonly StoredRemoval[]> {
  const place = sql`layer, system, what, scope, key is null, coalesce(key, ''), removal_id`;
  const inLayer = page.layer === null ? sql`` : sql`and layer = ${page.layer}`;
  const later =
    page.after === null
      ? sql``
      : sql`and (${place}) > (select ${place} from access_removal
          where workspace_id = ${tx.workspaceId} and origin = ${page.origin} and removal_id = ${page.after})`;
  const { rows } = await sql<StoredRemoval>`
    select ${columns} from access_removal
    where workspace_id = ${tx.workspaceId} and origin = ${page.origin} ${inLayer} ${later}
    order by ${place} limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** What tells how far an origin is, of each of its removals. */
export type RemovalMark = Pick<
  Removal,
  'origin' | 'layer' | 'state' | 'lastSeenAt' | 'firstAbsentAt' | 'dueAt' | 'isObservable' | 'usedAfterAt'
>;

export async function removalMarks(tx: Tx, origins: readonly string[]): Promise<readonly RemovalMark[]> {
  const { rows } = await sql<RemovalMark>`
    select origin, layer, state, last_seen_at as "lastSeenAt", first_absent_at as "firstAbsentAt", due_at as "dueAt",
      is_observable as "isObservable", used_after_at as "usedAfterAt"
    from access_removal where workspace_id = ${tx.workspaceId} and origin = any(${origins}::text[])`.execute(
    tx.db,
  );
  return rows;
}

/** Those that wait for a list, and those an item that changed may bring back; locked, in the order of their ids. */
export async function lockDueRemovals(
  tx: Tx,
  changed: readonly ItemRef[],
): Promise<readonly StoredRemoval[]> {
  const { rows } = await sql<StoredRemoval>`
    select ${columns} from access_removal
    where workspace_id = ${tx.workspaceId} and (state in ('open', 'attested', 'excepted') or removal_id in (
      select r.removal_id from unnest(${changed.map(({ kind }) => kind)}::text[],
        ${changed.map(({ scope }) => scope)}::text[], ${changed.map(({ key }) => key)}::text[]) as c (kind, scope, key)
      join access_removal r on r.workspace_id = ${tx.workspaceId} and r.kind = c.kind and r.scope = c.scope
        and r.key = c.key))
      and state not in ('withdrawn', 'approved-again')
      -- Who left and came back has their access by right: what was gone did not come back against anybody's will.
      and not (state in ('gone', 'disabled', 'handed-over', 'rotated', 'narrowed') and exists (
        select from leaver_run run where run.workspace_id = ${tx.workspaceId} and run.run_id = origin
          and run.returned_at is not null))
    order by removal_id for update`.execute(tx.db);
  return rows;
}

/** What nobody withdrew before its time had run out. */
const hadToGo = sql`(state <> 'withdrawn' or withdrawn_at > due_at)`;

/** A page of all that had to go, in the order of their ids; what was withdrawn in time never had to. */
export async function pageOfRemovals(
  tx: Tx,
  after: string,
  limit: number,
): Promise<readonly StoredRemoval[]> {
  const { rows } = await sql<StoredRemoval>`
    select ${columns} from access_removal where workspace_id = ${tx.workspaceId} and ${hadToGo}
      and removal_id > ${after}
    order by removal_id limit ${limit}`.execute(tx.db);
  return rows;
}

export async function countRemovals(tx: Tx): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    select count(*) as items from access_removal
    where workspace_id = ${tx.workspaceId} and ${hadToGo}`.execute(tx.db);
  return rows[0]?.items ?? 0;
}

type CursorRoom = 'removals' | 'leavers';

/** How far a room has followed; the row stays locked until the transaction ends, so that one process follows at a time. */
export async function lockRemovalCursor(tx: Tx, room: CursorRoom): Promise<number> {
  await sql`
    insert into removal_cursor (workspace_id, room, position) values (${tx.workspaceId}, ${room}, 0)
    on conflict do nothing`.execute(tx.db);
  const { rows } = await sql<{ position: number }>`
    select position from removal_cursor where workspace_id = ${tx.workspaceId} and room = ${room} for update`.execute(
    tx.db,
  );
  return rows[0]?.position ?? 0;
}

export async function moveRemovalCursor(tx: Tx, room: CursorRoom, position: number): Promise<void> {
  await sql`
    update removal_cursor set position = ${position}
    where workspace_id = ${tx.workspaceId} and room = ${room} and position < ${position}`.execute(tx.db);
}

export async function readStoredDeadlines(tx: Tx): Promise<unknown> {
  const { rows } = await sql<{ deadlines: unknown }>`
    select deadlines from removal_deadline where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.deadlines ?? null;
}

export async function writeStoredDeadlines(tx: Tx, deadlines: unknown, position: number): Promise<void> {
  await sql`
    insert into removal_deadline (workspace_id, deadlines, position)
    values (${tx.workspaceId}, ${JSON.stringify(deadlines)}, ${position})
    on conflict (workspace_id) do update set deadlines = excluded.deadlines, position = excluded.position`.execute(
    tx.db,
  );
}
