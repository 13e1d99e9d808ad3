import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { Custody } from './brand-account.ts';

export type StoredBrandAccount = {
  /** `bra_…` */
  readonly id: string;
  readonly system: string;
  /** Its name or handle there; of the organisation, so no personal value. */
  readonly account: string;
  readonly body: Custody;
  readonly confirmedBy: string | null;
  readonly confirmedAt: string | null;
  readonly confirmedUntil: string | null;
  readonly changedBy: string;
  readonly changedAt: string;
  readonly position: number;
};

const columns = sql`brand_account_id as id, system, account, body, confirmed_by as "confirmedBy",
  confirmed_at as "confirmedAt", confirmed_until as "confirmedUntil", changed_by as "changedBy",
  changed_at as "changedAt", position`;

/** In order of their ids, a page after `after`. */
export async function listBrandAccounts(
  tx: Tx,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly StoredBrandAccount[]> {
  const { rows } = await sql<StoredBrandAccount>`
    select ${columns} from brand_account
    where workspace_id = ${tx.workspaceId} and brand_account_id > ${after ?? ''}
    order by brand_account_id limit ${limit}`.execute(tx.db);
  return rows;
}

export async function findBrandAccount(tx: Tx, id: string): Promise<StoredBrandAccount | null> {
  const { rows } = await sql<StoredBrandAccount>`
    select ${columns} from brand_account
    where workspace_id = ${tx.workspaceId} and brand_account_id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** False where another row has this account already. */
export async function saveBrandAccount(tx: Tx, one: StoredBrandAccount): Promise<boolean> {
  const { rows } = await sql`
    select from brand_account where workspace_id = ${tx.workspaceId} and system = ${one.system}
      and account = ${one.account} and brand_account_id <> ${one.id}`.execute(tx.db);
  if (rows.length > 0) return false;
  await sql`
    insert into brand_account (workspace_id, brand_account_id, system, account, body, confirmed_by, confirmed_at,
      confirmed_until, changed_by, changed_at, position)
    values (${tx.workspaceId}, ${one.id}, ${one.system}, ${one.account}, ${JSON.stringify(one.body)},
      ${one.confirmedBy}, ${one.confirmedAt}, ${one.confirmedUntil}, ${one.changedBy}, ${one.changedAt},
      ${one.position})
    on conflict (workspace_id, brand_account_id) do update set system = excluded.system, account = excluded.account,
      body = excluded.body, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at,
      confirmed_until = excluded.confirmed_until, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at, position = excluded.position`.execute(tx.db);
  return true;
}

export async function countBrandAccounts(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from brand_account where workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}
