import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { Scope } from './held-roles.ts';
import type { PersonRole } from './role.ts';

export type StoredGrant = {
  readonly id: string;
  /** `own-role`: instead of the role somebody has, as soon as it is approved. */
  readonly kind: 'grant' | 'own-role';
  readonly subject: string;
  readonly role: PersonRole;
  readonly scope: Scope;
  /** Masked before it was stored. */
  readonly reason: string;
  readonly from: string;
  readonly until: string | null;
  readonly state: 'waiting' | 'given' | 'declined' | 'ended';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly endedAt: string | null;
  readonly position: number;
};

const columns = sql`grant_id as id, kind, subject_id as subject, role, scope, reason, valid_from as "from",
  valid_until as "until", state, requested_by as "requestedBy", requested_at as "requestedAt",
  decided_by as "decidedBy", decided_at as "decidedAt", ended_at as "endedAt", position`;

export async function insertGrant(tx: Tx, workspaceId: string, grant: StoredGrant): Promise<void> {
  await sql`
    insert into access_grant (workspace_id, grant_id, kind, subject_id, role, scope, reason, valid_from, valid_until,
      state, requested_by, requested_at, decided_by, decided_at, ended_at, position)
    values (${workspaceId}, ${grant.id}, ${grant.kind}, ${grant.subject}, ${grant.role},
      ${JSON.stringify(grant.scope)}::jsonb, ${grant.reason}, ${grant.from}, ${grant.until}, ${grant.state},
      ${grant.requestedBy}, ${grant.requestedAt}, ${grant.decidedBy}, ${grant.decidedAt}, ${grant.endedAt},
      ${grant.position})`.execute(tx.db);
}

export async function lockGrant(tx: Tx, workspaceId: string, id: string): Promise<StoredGrant | null> {
  const { rows } = await sql<StoredGrant>`
    select ${columns} from access_grant
    where workspace_id = ${workspaceId} and grant_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

export async function updateGrant(
  tx: Tx,
  workspaceId: string,
  grant: Pick<StoredGrant, 'id' | 'state' | 'decidedBy' | 'decidedAt' | 'endedAt' | 'position'>,
): Promise<void> {
  await sql`
    update access_grant set state = ${grant.state}, decided_by = ${grant.decidedBy}, decided_at = ${grant.decidedAt},
      ended_at = ${grant.endedAt}, position = ${grant.position}
    where workspace_id = ${workspaceId} and grant_id = ${grant.id}`.execute(tx.db);
}

/** Newest first; `before` is the id of a grant. */
export async function listGrants(
  tx: Tx,
  page: { readonly before: string | null; readonly limit: number; readonly subject: string | null },
): Promise<readonly StoredGrant[]> {
  const earlier = page.before === null ? sql`` : sql`and grant_id < ${page.before}`;
  const own = page.subject === null ? sql`` : sql`and subject_id = ${page.subject}`;
  const { rows } = await sql<StoredGrant>`
    select ${columns} from access_grant where workspace_id = ${tx.workspaceId} ${earlier} ${own}
    order by grant_id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

const openMax = 10_000;

/** What somebody holds or waits for; throws past 10,000. */
export async function listOpenGrants(
  tx: Tx,
  workspaceId: string,
  subject: string,
): Promise<readonly StoredGrant[]> {
  const { rows } = await sql<StoredGrant>`
    select ${columns} from access_grant
    where workspace_id = ${workspaceId} and subject_id = ${subject} and state in ('waiting', 'given')
    order by grant_id limit ${openMax + 1} for update`.execute(tx.db);
  if (rows.length > openMax) throw new Error('too many grants of one member');
  return rows;
}

/** Grants whose time ran out and of which that is not written down yet, oldest end first. */
export async function listRunOut(tx: Tx, now: string, limit: number): Promise<readonly StoredGrant[]> {
  const { rows } = await sql<StoredGrant>`
    select ${columns} from access_grant
    where workspace_id = ${tx.workspaceId} and state = 'given' and valid_until <= ${now}
    order by valid_until, grant_id limit ${limit} for update`.execute(tx.db);
  return rows;
}
