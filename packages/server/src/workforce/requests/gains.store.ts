import type { DangerousRight } from '@daybook/kit';
import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** A grant that appeared after the first whole list of its source, or gives more than it did. */
export type StoredGain = {
  readonly system: string;
  readonly grant: string;
  readonly scope: string;
  readonly key: string;
  readonly holder: string;
  readonly role: string;
  readonly rights: readonly DangerousRight[] | null;
  readonly lastAbsentAt: string;
  readonly firstSeenAt: string;
  readonly wasWholeBefore: boolean;
  readonly firstPosition: number;
  /** It was there before; `rights` are those it gained. */
  readonly isWidened: boolean;
};

const columns = sql`system, grant_name as "grant", scope, key, holder, role, rights, last_absent_at as "lastAbsentAt",
  first_seen_at as "firstSeenAt", was_whole_before as "wasWholeBefore", first_position as "firstPosition",
  is_widened as "isWidened"`;

/** What came again after it was gone is a gain of its own, beside the former. Answers how many were new. */
export async function saveGains(tx: Tx, gains: readonly StoredGain[]): Promise<number> {
  if (gains.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into access_gain (workspace_id, system, grant_name, scope, key, holder, role, rights, last_absent_at,
      first_seen_at, was_whole_before, first_position, is_widened)
    select ${tx.workspaceId}, system, "grant", scope, key, holder, role, rights, "lastAbsentAt", "firstSeenAt",
      "wasWholeBefore", "firstPosition", "isWidened"
    from jsonb_to_recordset(${JSON.stringify(gains)}::jsonb) as made (system text, "grant" text, scope text, key text,
      holder text, role text, rights text[], "lastAbsentAt" timestamptz, "firstSeenAt" timestamptz,
      "wasWholeBefore" boolean, "firstPosition" bigint, "isWidened" boolean)
    on conflict (workspace_id, system, grant_name, first_position) do nothing`.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}

/** Takes back what turned out to be no gain. Answers how many. */
export async function removeGains(
  tx: Tx,
  gains: readonly Pick<StoredGain, 'scope' | 'key' | 'firstPosition'>[],
): Promise<number> {
  if (gains.length === 0) return 0;
  const { numAffectedRows } = await sql`
    delete from access_gain g using unnest(${gains.map(({ scope }) => scope)}::text[],
      ${gains.map(({ key }) => key)}::text[], ${gains.map(({ firstPosition }) => firstPosition)}::bigint[])
      as taken (scope, key, first_position)
    where g.workspace_id = ${tx.workspaceId} and g.scope = taken.scope and g.key = taken.key
      and g.first_position = taken.first_position and not g.is_widened`.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}

/** In C order of (system, grant), each time it appeared in its turn. */
export async function listGains(
  tx: Tx,
  {
    after,
    limit,
  }: {
    readonly after: Pick<StoredGain, 'system' | 'grant' | 'firstPosition'> | null;
    readonly limit: number;
  },
): Promise<readonly StoredGain[]> {
  const later =
    after === null
      ? sql``
      : sql`and (system, grant_name, first_position) > (${after.system}, ${after.grant}, ${after.firstPosition}::bigint)`;
  const { rows } = await sql<StoredGain>`
    select ${columns} from access_gain where workspace_id = ${tx.workspaceId} ${later}
    order by system, grant_name, first_position limit ${limit}`.execute(tx.db);
  return rows;
}

export type GainPlace = Pick<StoredGain, 'firstSeenAt' | 'system' | 'grant'>;

/** Newest first. */
export async function listNewestGains(
  tx: Tx,
  { after, limit }: { readonly after: GainPlace | null; readonly limit: number },
): Promise<readonly StoredGain[]> {
  const later =
    after === null
      ? sql``
      : sql`and (first_seen_at, system, grant_name) < (${after.firstSeenAt}::timestamptz, ${after.system}, ${after.grant})`;
  const { rows } = await sql<StoredGain>`
    select ${columns} from access_gain where workspace_id = ${tx.workspaceId} ${later}
    order by first_seen_at desc, system desc, grant_name desc limit ${limit}`.execute(tx.db);
  return rows;
}

export async function findGain(
  tx: Tx,
  { system, position }: { readonly system: string; readonly position: number },
): Promise<StoredGain | null> {
  const { rows } = await sql<StoredGain>`
    select ${columns} from access_gain
    where workspace_id = ${tx.workspaceId} and system = ${system} and first_position = ${position}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function countGains(tx: Tx): Promise<number> {
  const { rows } = await sql<{ gains: number }>`
    select count(*) as gains from access_gain where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.gains ?? 0;
}

/** How far a room of movers has followed the facts; nobody else moves it until the transaction ends. */
export async function lockMoverCursor(tx: Tx, room: 'gains' | 'roles'): Promise<number> {
  await sql`
    insert into mover_cursor (workspace_id, room, position) values (${tx.workspaceId}, ${room}, -1)
    on conflict do nothing`.execute(tx.db);
  const { rows } = await sql<{ position: number }>`
    select position from mover_cursor where workspace_id = ${tx.workspaceId} and room = ${room} for update`.execute(
    tx.db,
  );
  return rows[0]?.position ?? -1;
}

export async function moveMoverCursor(tx: Tx, room: 'gains' | 'roles', position: number): Promise<void> {
  await sql`
    update mover_cursor set position = ${position}
    where workspace_id = ${tx.workspaceId} and room = ${room} and position < ${position}`.execute(tx.db);
}
