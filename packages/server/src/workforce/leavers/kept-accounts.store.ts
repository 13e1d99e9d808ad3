import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { AccountLink, AccountRef } from '../linking/account-link.ts';

export type KeptAccount = AccountRef & Pick<AccountLink, 'decidedBy'> & { readonly custodian: string };

/** Accounts that some current list names and that one of these answers for, without having them alone. */
export async function accountsKeptBy(tx: Tx, custodians: readonly string[]): Promise<readonly KeptAccount[]> {
  if (custodians.length === 0) return [];
  const { rows } = await sql<KeptAccount>`
    select system, holder, custodian, decided_by as "decidedBy" from account_link
    where workspace_id = ${tx.workspaceId} and is_present and custodian = any(${custodians}::text[])
    order by system, holder`.execute(tx.db);
  return rows;
}
