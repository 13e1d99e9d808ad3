import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { AccountRef } from '../linking/account-link.ts';
import type { PrincipalKind, PrincipalState } from './danger-of.ts';
import type { Principal } from './standing-of.ts';

export type StoredCell = AccountRef & {
  readonly principalKind: PrincipalKind;
  readonly principalId: string;
  readonly principalDanger: number;
  readonly rights: string;
  readonly canAct: boolean;
  readonly danger: number;
  readonly accountKind: string | null;
  readonly isEnabled: 'yes' | 'no' | 'unknown';
  readonly roles: readonly string[];
  readonly ways: readonly string[];
  readonly grants: number;
  readonly tokens: number;
  readonly lastSeenAt: string | null;
  readonly observedAt: string;
  readonly position: number;
  readonly connections: readonly string[];
  readonly lists: readonly string[];
  readonly isGone: boolean;
};

const columns = sql`c.holder, c.system, c.principal_kind as "principalKind", c.principal_id as "principalId",
  c.principal_danger as "principalDanger", c.rights, c.can_act as "canAct", c.danger, c.account_kind as "accountKind",
  c.is_enabled as "isEnabled", c.roles, c.ways, c.grants, c.tokens, c.last_seen_at as "lastSeenAt",
  c.observed_at as "observedAt", c.position, c.connections, c.lists, c.is_gone as "isGone"`;

/** Gone ones included. */
export async function readCells(tx: Tx, pairs: readonly AccountRef[]): Promise<readonly StoredCell[]> {
  const { rows } = await sql<StoredCell>`
    select ${columns} from unnest(${pairs.map(({ holder }) => holder)}::text[],
      ${pairs.map(({ system }) => system)}::text[]) as asked (holder, system)
    join access_cell c on c.holder = asked.holder and c.system = asked.system
    where c.workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows;
}

/** In order of their systems; `isGone` null reads both. */
export async function cellsOfPrincipals(
  tx: Tx,
  principals: readonly Principal[],
  isGone: boolean | null = false,
): Promise<readonly StoredCell[]> {
  const there = isGone === null ? sql`` : sql`and c.is_gone = ${isGone}`;
  const { rows } = await sql<StoredCell>`
    select ${columns} from unnest(${principals.map(({ kind }) => kind)}::text[],
      ${principals.map(({ id }) => id)}::text[]) as asked (kind, id)
    join access_cell c on c.principal_kind = asked.kind and c.principal_id = asked.id
    where c.workspace_id = ${tx.workspaceId} ${there} order by c.system, c.holder`.execute(tx.db);
  return rows;
}

/** Who holds anything under these pseudonyms, or is one of them. */
export async function principalsOfSubjects(
  tx: Tx,
  subjects: readonly string[],
): Promise<readonly Principal[]> {
  const { rows } = await sql<Principal>`
    select principal_kind as kind, principal_id as id from access_cell
      where workspace_id = ${tx.workspaceId} and holder = any(${subjects}::text[]) and not is_gone
    union select kind, id from access_principal
      where workspace_id = ${tx.workspaceId} and kind in ('person', 'agency', 'bot', 'unknown')
        and id = any(${subjects}::text[])`.execute(tx.db);
  return rows;
}

export async function saveCells(tx: Tx, cells: readonly StoredCell[]): Promise<void> {
  if (cells.length === 0) return;
  await sql`
    insert into access_cell (workspace_id, holder, system, principal_kind, principal_id, principal_danger, rights,
      can_act, danger, account_kind, is_enabled, roles, ways, grants, tokens, last_seen_at, observed_at, position,
      connections, lists, is_gone)
    select ${tx.workspaceId}, c.* from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as c (holder text,
      system text, "principalKind" text, "principalId" text, "principalDanger" bigint, rights text, "canAct" boolean,
      danger bigint, "accountKind" text, "isEnabled" text, roles text[], ways text[], grants integer, tokens integer,
      "lastSeenAt" timestamptz, "observedAt" timestamptz, position bigint, connections text[], lists text[],
      "isGone" boolean)
    on conflict (workspace_id, holder, system) do update set principal_kind = excluded.principal_kind,
      principal_id = excluded.principal_id, principal_danger = excluded.principal_danger, rights = excluded.rights,
      can_act = excluded.can_act, danger = excluded.danger, account_kind = excluded.account_kind,
      is_enabled = excluded.is_enabled, roles = excluded.roles, ways = excluded.ways, grants = excluded.grants,
      tokens = excluded.tokens, last_seen_at = excluded.last_seen_at, observed_at = excluded.observed_at,
      position = excluded.position, connections = excluded.connections, lists = excluded.lists,
      is_gone = excluded.is_gone`.execute(tx.db);
}

export type StoredPrincipal = Principal & {
  readonly state: PrincipalState;
  readonly danger: number;
  readonly rights: string;
  readonly systems: number;
  readonly endsOn: string | null;
};

const principalColumns = sql`p.kind, p.id, p.state, p.danger, p.rights, p.systems, to_char(p.ends_on, 'YYYY-MM-DD') as "endsOn"`;

export async function readPrincipals(
  tx: Tx,
  principals: readonly Principal[],
): Promise<readonly StoredPrincipal[]> {
  const { rows } = await sql<StoredPrincipal>`
    select ${principalColumns} from unnest(${principals.map(({ kind }) => kind)}::text[],
      ${principals.map(({ id }) => id)}::text[]) as asked (kind, id)
    join access_principal p on p.kind = asked.kind and p.id = asked.id
    where p.workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows;
}

export async function savePrincipals(tx: Tx, principals: readonly StoredPrincipal[]): Promise<void> {
  if (principals.length === 0) return;
  await sql`
    insert into access_principal (workspace_id, kind, id, state, danger, rights, systems, ends_on)
    select ${tx.workspaceId}, p.* from jsonb_to_recordset(${JSON.stringify(principals)}::jsonb) as p (kind text, id text,
      state text, danger bigint, rights text, systems integer, "endsOn" date)
    on conflict (workspace_id, kind, id) do update set state = excluded.state, danger = excluded.danger,
      rights = excluded.rights, systems = excluded.systems, ends_on = excluded.ends_on`.execute(tx.db);
}

export async function removePrincipals(tx: Tx, principals: readonly Principal[]): Promise<void> {
  if (principals.length === 0) return;
  await sql`
    delete from access_principal p using unnest(${principals.map(({ kind }) => kind)}::text[],
      ${principals.map(({ id }) => id)}::text[]) as asked (kind, id)
    where p.workspace_id = ${tx.workspaceId} and p.kind = asked.kind and p.id = asked.id`.execute(tx.db);
}

/** Those whose last day is over and who still count as active. */
export async function endedBy(tx: Tx, today: string, limit: number): Promise<readonly Principal[]> {
  const { rows } = await sql<Principal>`
    select kind, id from access_principal
    where workspace_id = ${tx.workspaceId} and state = 'active' and ends_on < ${today}::date
    order by ends_on limit ${limit}`.execute(tx.db);
  return rows;
}
