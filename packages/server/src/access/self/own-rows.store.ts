import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { Role } from '../permissions/role.ts';

/** A member, or somebody who was one (then without a role). Instants as ISO text. */
export type MemberRow = {
  readonly subject: string;
  readonly userId: string;
  readonly role: Role | null;
  readonly createdAt: string;
  /** A password app or a passkey is enrolled here. */
  readonly hasSecondFactor: boolean;
  /** Another house vouches for them and may ask for a second factor of its own. */
  readonly isFederated: boolean;
  /** The newest session that is still known showed a second factor. */
  readonly showedSecondFactor: boolean;
  readonly lastSignInAt: string | null;
};

/** Members, who was one, and whom a directory keeps deactivated; whoever came back stands once, as the member they are. */
const people = sql`
  select workspace_id, subject_id, user_id, role, created_at from membership
  union all
  select former.workspace_id, former.subject_id, former.user_id, null, former.removed_at from former_membership former
  where not exists (select from membership again
    where again.workspace_id = former.workspace_id and again.subject_id = former.subject_id)
  union all
  select kept.workspace_id, kept.subject_id, kept.user_id, null, kept.changed_at from scim_user kept
  where not kept.is_active
    and not exists (select from membership again
      where again.workspace_id = kept.workspace_id and again.subject_id = kept.subject_id)
    and not exists (select from former_membership former
      where former.workspace_id = kept.workspace_id and former.subject_id = kept.subject_id)`;

/** System transactions only, for what is known of sign-ins. Ordered by pseudonym. */
export async function listMemberRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select person.subject_id as subject, person.user_id as "userId", person.role, person.created_at as "createdAt",
      coalesce(sign_in.two_factor_enabled, false)
        or exists (select from auth_passkey key where key.user_id = person.user_id) as "hasSecondFactor",
      exists (select from federated_identity other
        where other.workspace_id = person.workspace_id and other.user_id = person.user_id) as "isFederated",
      coalesce((select newest.second_factor_at is not null from auth_session newest
        where newest.user_id = person.user_id order by newest.created_at desc limit 1), false) as "showedSecondFactor",
      own.last_at as "lastSignInAt"
    from (${people}) person
    left join auth_user sign_in on sign_in.id = person.user_id
    left join own_sign_in own on own.workspace_id = person.workspace_id and own.subject_id = person.subject_id
    where person.workspace_id = ${workspaceId} and person.subject_id > ${page.after ?? ''}
    order by person.subject_id limit ${page.limit}`.execute(tx.db);
  return rows;
}

export async function countMemberRows(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from (${people}) person where person.workspace_id = ${workspaceId}`.execute(
    tx.db,
  );
  return rows[0]?.n ?? 0;
}

/** Own roles (`role:<pseudonym>`) and what was given beside them (the id of the grant). */
export type GrantRow = {
  readonly id: string;
  readonly kind: 'grant' | 'own-role';
  readonly subject: string;
  readonly role: Role;
  readonly scope: Readonly<Record<string, string>>;
  readonly from: string;
  readonly until: string | null;
  readonly state: 'given' | 'ended';
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
  /** Whoever set the workspace up: there was nobody to agree. */
  readonly isFounding: boolean;
  readonly isFederated: boolean;
  /** A group of the directory gave it. */
  readonly isDirected: boolean;
};

/** Everything somebody holds or held; what only waits or was declined is no right. */
const rights = sql`
  select m.workspace_id, 'role:' || m.subject_id as grant_id, 'own-role' as kind, m.subject_id, m.role, '{}'::jsonb as scope,
    coalesce(asked.decided_at, asked.valid_from, m.created_at) as valid_from, null::timestamptz as valid_until,
    'given' as state, asked.requested_by, asked.decided_by,
    asked.grant_id is null and m.created_position = (select min(first.created_position) from membership first
      where first.workspace_id = m.workspace_id and first.role <> 'service') as is_founding,
    exists (select from federated_identity other
      where other.workspace_id = m.workspace_id and other.user_id = m.user_id) as is_federated,
    exists (select from scim_user kept
      where kept.workspace_id = m.workspace_id and kept.subject_id = m.subject_id and kept.given_role = m.role) as is_directed
  from membership m
  left join lateral (
    select g.grant_id, g.requested_by, g.decided_by, g.decided_at, g.valid_from from access_grant g
    where g.workspace_id = m.workspace_id and g.subject_id = m.subject_id and g.kind = 'own-role' and g.role = m.role
      and g.state in ('given', 'ended')
    order by g.grant_id desc limit 1
  ) asked on true
  union all
  select workspace_id, grant_id, kind, subject_id, role, scope, valid_from, valid_until, state, requested_by, decided_by,
    false, false, false
  from access_grant where kind = 'grant' and state in ('given', 'ended')`;

export async function listGrantRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select grant_id as id, kind, subject_id as subject, role, scope, valid_from as "from", valid_until as until, state,
      requested_by as "requestedBy", decided_by as "decidedBy", is_founding as "isFounding", is_federated as "isFederated",
      is_directed as "isDirected"
    from (${rights}) held
    where workspace_id = ${workspaceId} and grant_id > ${page.after ?? ''}
    order by grant_id limit ${page.limit}`.execute(tx.db);
  return rows;
}

export async function countGrantRows(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from membership where workspace_id = ${workspaceId})::integer
      + (select count(*) from access_grant where workspace_id = ${workspaceId} and kind = 'grant'
        and state in ('given', 'ended'))::integer as n`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** An API key; ended ones stay, so that they are shown as ended. */
export type KeyRow = {
  readonly id: string;
  readonly name: string;
  /** Null when whose key it was is no member any more. */
  readonly owner: string | null;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly endedAt: string | null;
};

/** API keys, and the tokens of a directory. */
const keys = sql`
  select workspace_id, key_id, name, subject_id, scopes, created_at, expires_at, last_used_at, ended_at from api_key
  union all
  select workspace_id, token_id, 'directory sync', made_by, array['scim'], made_at, expires_at, last_used_at, ended_at
  from scim_token`;

export async function listKeyRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select k.key_id as id, k.name, m.subject_id as owner, k.scopes, k.created_at as "createdAt",
      k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.ended_at as "endedAt"
    from (${keys}) k
    left join membership m on m.workspace_id = k.workspace_id and m.subject_id = k.subject_id
    where k.workspace_id = ${workspaceId} and k.key_id > ${page.after ?? ''}
    order by k.key_id limit ${page.limit}`.execute(tx.db);
  return rows;
}

export async function countKeyRows(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from (${keys}) k where k.workspace_id = ${workspaceId}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}
