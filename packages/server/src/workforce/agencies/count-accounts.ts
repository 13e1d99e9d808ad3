import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** How many accounts are linked to each agency now, by its id. */
export async function countAgencyAccounts(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ agency: string; accounts: number }>`
    select agency, count(*)::integer as accounts from account_link
    where workspace_id = ${tx.workspaceId} and agency is not null and is_present group by agency`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.agency, row.accounts]));
}
