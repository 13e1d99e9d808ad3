import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { OidcSettings } from './oidc/oidc-client.ts';
import type { SamlSettings } from './saml/service-provider.ts';

export type ProviderSettings =
  | ({ readonly kind: 'oidc' } & OidcSettings)
  | ({ readonly kind: 'saml' } & SamlSettings);

export type TestStep = {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'unknown';
  readonly detail: string;
};
export type ProviderTest = { readonly at: string; readonly steps: readonly TestStep[] };

export type ClaimedDomain = { readonly domain: string; readonly verifiedAt: string | null };

export type StoredProvider = {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly name: string;
  readonly settings: ProviderSettings;
  /** Sealed; null for SAML, which has none. */
  readonly secret: Buffer | null;
  readonly assertsSecondFactor: boolean;
  readonly addsMembers: boolean;
  readonly state: 'waiting' | 'active';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly position: number;
  readonly lastTest: ProviderTest | null;
  readonly domains: readonly ClaimedDomain[];
};

const columns = sql`p.workspace_id as "workspaceId", p.provider_id as id, p.name,
  p.settings || jsonb_build_object('kind', p.kind) as settings, p.secret,
  p.asserts_second_factor as "assertsSecondFactor", p.adds_members as "addsMembers", p.state,
  p.requested_by as "requestedBy", p.requested_at as "requestedAt", p.approved_by as "approvedBy",
  p.approved_at as "approvedAt", p.position, p.last_test as "lastTest",
  coalesce((
    select jsonb_agg(jsonb_build_object('domain', d.domain, 'verifiedAt', d.verified_at) order by d.domain)
    from provider_domain d where d.workspace_id = p.workspace_id and d.provider_id = p.provider_id
  ), '[]'::jsonb) as domains`;

export const providersMax = 20;

export async function insertProvider(tx: Tx, row: Omit<StoredProvider, 'lastTest'>): Promise<void> {
  const { kind, ...settings } = row.settings;
  await sql`
    insert into identity_provider (workspace_id, provider_id, kind, name, settings, secret, asserts_second_factor,
      adds_members, state, requested_by, requested_at, approved_by, approved_at, position)
    values (${row.workspaceId}, ${row.id}, ${kind}, ${row.name}, ${JSON.stringify(settings)}::jsonb, ${row.secret},
      ${row.assertsSecondFactor}, ${row.addsMembers}, ${row.state}, ${row.requestedBy}, ${row.requestedAt},
      ${row.approvedBy}, ${row.approvedAt}, ${row.position})`.execute(tx.db);
  for (const { domain } of row.domains) {
    await sql`
      insert into provider_domain (workspace_id, provider_id, domain)
      values (${row.workspaceId}, ${row.id}, ${domain})`.execute(tx.db);
  }
}

/** Of the transaction's workspace. At most `providersMax`. */
export async function listProviders(tx: Tx, workspaceId: WorkspaceId): Promise<readonly StoredProvider[]> {
  const { rows } = await sql<StoredProvider>`
    select ${columns} from identity_provider p where p.workspace_id = ${workspaceId}
    order by p.provider_id limit ${providersMax}`.execute(tx.db);
  return rows;
}

export async function lockProvider(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
): Promise<StoredProvider | null> {
  const { rows } = await sql<StoredProvider>`
    select ${columns} from identity_provider p
    where p.workspace_id = ${workspaceId} and p.provider_id = ${id} for update of p`.execute(tx.db);
  return rows[0] ?? null;
}

/** System transactions only: before anyone is signed in, a provider is known by its id alone. */
export async function findProviderAnywhere(tx: Tx, id: string): Promise<StoredProvider | null> {
  const { rows } = await sql<StoredProvider>`
    select ${columns} from identity_provider p where p.provider_id = ${id} limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** System transactions only: active providers that may vouch for a mail domain, of every workspace. */
export async function findProvidersOfDomain(
  tx: Tx,
  domain: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly workspace: string }[]> {
  const { rows } = await sql<{ id: string; name: string; workspace: string }>`
    select p.provider_id as id, p.name, w.name as workspace
    from provider_domain d
    join identity_provider p on p.workspace_id = d.workspace_id and p.provider_id = d.provider_id
    join workspace w on w.workspace_id = p.workspace_id
    where d.domain = ${domain} and d.verified_at is not null and p.state = 'active'
    order by p.provider_id limit 10`.execute(tx.db);
  return rows;
}

export async function isProviderOf(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from identity_provider where workspace_id = ${workspaceId} and provider_id = ${id} and state = 'active'`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export async function activateProvider(
  tx: Tx,
  { workspaceId, id }: StoredProvider,
  approved: { readonly by: string; readonly at: string; readonly position: number },
): Promise<void> {
  await sql`
    update identity_provider set state = 'active', approved_by = ${approved.by}, approved_at = ${approved.at},
      position = ${approved.position}
    where workspace_id = ${workspaceId} and provider_id = ${id}`.execute(tx.db);
}

export async function deleteProvider(tx: Tx, { workspaceId, id }: StoredProvider): Promise<void> {
  await sql`delete from identity_provider where workspace_id = ${workspaceId} and provider_id = ${id}`.execute(
    tx.db,
  );
}

export async function keepTest(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  test: ProviderTest,
): Promise<void> {
  await sql`
    update identity_provider set last_test = ${JSON.stringify(test)}::jsonb
    where workspace_id = ${workspaceId} and provider_id = ${id}`.execute(tx.db);
}

export async function keepVerifiedDomain(
  tx: Tx,
  { workspaceId, id }: StoredProvider,
  verified: { readonly domain: string; readonly at: string; readonly position: number },
): Promise<void> {
  await sql`
    update provider_domain set verified_at = ${verified.at}, position = ${verified.position}
    where workspace_id = ${workspaceId} and provider_id = ${id} and domain = ${verified.domain}`.execute(
    tx.db,
  );
}

/** System transactions only. The user a provider's identity stands for. */
export async function findLinkedUser(
  tx: Tx,
  { workspaceId, id }: StoredProvider,
  digest: Buffer,
): Promise<string | null> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from federated_identity
    where workspace_id = ${workspaceId} and provider_id = ${id} and identity_digest = ${digest}`.execute(
    tx.db,
  );
  return rows[0]?.userId ?? null;
}

/** System transactions only. Says that this identity was used now; makes the link where there is none. */
export async function keepLink(
  tx: Tx,
  { workspaceId, id }: StoredProvider,
  link: { readonly digest: Buffer; readonly userId: string; readonly at: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into federated_identity (workspace_id, provider_id, identity_digest, user_id, linked_at, last_used_at)
    values (${workspaceId}, ${id}, ${link.digest}, ${link.userId}, ${link.at}, ${link.at})
    on conflict do nothing returning 1`.execute(tx.db);
  if (rows.length > 0) return true;
  const { numAffectedRows } = await sql`
    update federated_identity set last_used_at = ${link.at}
    where workspace_id = ${workspaceId} and provider_id = ${id} and identity_digest = ${link.digest}
      and user_id = ${link.userId}`.execute(tx.db);
  return Number(numAffectedRows ?? 0) === 1;
}

/** Whether this user came in through the provider before. */
export async function hasLink(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  userId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from federated_identity
    where workspace_id = ${workspaceId} and provider_id = ${id} and user_id = ${userId}`.execute(tx.db);
  return rows.length > 0;
}

/** System transactions only. Whether somebody belonged to the workspace once and was taken out. */
export async function wasRemoved(tx: Tx, workspaceId: WorkspaceId, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from former_membership where workspace_id = ${workspaceId} and user_id = ${userId} limit 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}
