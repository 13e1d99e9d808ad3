import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** Somebody an identity provider keeps here; who they are is known by the pseudonym. */
export type ScimPersonRow = { readonly subject: string; readonly isActive: boolean };

/** Null where no identity provider was ever connected through SCIM. */
export async function countScimPeople(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ people: number }>`
    select (select count(*)::integer from scim_user u where u.workspace_id = p.workspace_id) as people
    from scim_provider p where p.workspace_id = ${tx.workspaceId}`.execute(tx.db);
  return rows[0]?.people ?? null;
}

/** When the provider last called with a token in force; null where it never did. */
export async function scimHeardAt(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ heardAt: string | null }>`
    select last_call_at as "heardAt" from scim_provider where workspace_id = ${tx.workspaceId}`.execute(
    tx.db,
  );
  return rows[0]?.heardAt ?? null;
}

/** By pseudonym, a page after `after`. */
export async function listScimPeople(
  tx: Tx,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly ScimPersonRow[]> {
  const { rows } = await sql<ScimPersonRow>`
    select subject_id as subject, is_active as "isActive" from scim_user
    where workspace_id = ${tx.workspaceId} and subject_id > ${page.after}
    order by subject_id limit ${page.limit}`.execute(tx.db);
  return rows;
}
